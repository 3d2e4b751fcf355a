import { type Cases, table } from './cases.ts'

export const accessCases: Readonly<Record<string, Cases>> = {
  'row-security-disabled': {
    positives: ['alter table t disable row level security', 'alter table t no force row level security'],
    nearMisses: ['alter table t enable row level security', 'alter table t force row level security'],
    sameSet: `${table}; alter table t disable row level security`,
  },
  'policy-dropped': {
    positives: ['drop policy p on t', 'drop policy if exists p on s.t; create policy q on u using (a = 1)'],
    nearMisses: [
      'alter policy p on t using (a = 1)',
      'drop policy p on t; create policy p on t using (a = 2)',
    ],
    sameSet: `${table}; drop policy p on t`,
  },
  'policy-always-true': {
    positives: ['create policy p on t using (true)', 'alter policy p on t using (1 = 1)'],
    nearMisses: ['create policy p on t using (a = 1)', 'create policy p on t as restrictive using (true)'],
    sameSet: undefined,
  },
  'function-search-path': {
    positives: [
      'create function f() returns int language sql security definer as $$ select 1 $$',
      'create or replace procedure p() language sql security definer as $$ select 1 $$',
    ],
    nearMisses: [
      "create function f() returns int language sql security definer set search_path = '' as $$ select 1 $$",
      'create function f() returns int language sql security invoker as $$ select 1 $$',
    ],
    sameSet: undefined,
  },
  'grant-to-public': {
    positives: ['grant select on t to public', 'grant all on table s.t, u to app, public'],
    nearMisses: ['grant select on t to app', 'grant usage on schema s to public'],
    sameSet: `${table}; grant select on t to public`,
  },
}
