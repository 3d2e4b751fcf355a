import { type Cases, table } from './cases.ts'

const deletes = 'begin delete from t where a = 1; return null; end'
const trigger = 'create trigger g after insert on t for each row execute function f()'
const makeFunction = (body: string) => `create function f() returns trigger language plpgsql as $$ ${body} $$`

/** What a migration does to others than the rows of its own database, or later. */
export const beyondCases: Readonly<Record<string, Cases>> = {
  'server-command': {
    positives: [
      'select pg_terminate_backend(pid) from pg_stat_activity',
      "do $$ begin perform pg_catalog.pg_cancel_backend(1); execute 'alter system set fsync = off'; end $$",
    ],
    nearMisses: ['select 1 -- pg_terminate_backend(1)', 'alter database d set work_mem = 1'],
    sameSet: undefined,
  },
  'sequence-set-to-number': {
    positives: ["select setval('t_a_seq', 1)", 'alter sequence t_a_seq owned by none restart with 5'],
    nearMisses: ["select setval('t_a_seq', (select max(a) from t))", 'alter sequence t_a_seq owned by none'],
    sameSet: "create sequence n; select setval('n', 100, false)",
  },
  'trigger-deletes': {
    base: table,
    positives: [
      `${makeFunction(deletes)}; ${trigger}`,
      'create rule r as on insert to t do also delete from t',
    ],
    nearMisses: [
      `${makeFunction('begin new.a = 1; return new; end')}; ${trigger}`,
      'create rule r as on delete to t do instead nothing',
    ],
    sameSet: `create table n (a int); ${makeFunction(deletes)}; create trigger g after insert on n for each row execute function f()`,
  },
}
