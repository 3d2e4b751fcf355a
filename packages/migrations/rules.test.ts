import { describe, expect, test } from '@jest/globals'
import { applyRules } from './apply-rules.ts'
import { type ParsedScript, parseSection } from './script.ts'
import type { Section } from './tools/tool.ts'

async function parse(
  text: string,
  transaction: Section['transaction'],
): Promise<{ section: Section; parsed: ParsedScript }> {
  const section: Section = { path: 'm/1.sql', text, firstLine: 1, transaction }
  const answer = await parseSection(section)
  if (!answer.ok) throw new Error(answer.problem.message)
  return { section, parsed: answer.parsed }
}

async function rulesFor(
  sql: string,
  options: { transaction?: Section['transaction']; major?: number; base?: string } = {},
) {
  const change = await parse(sql, options.transaction ?? 'file')
  const base = await parse(options.base ?? '', 'file')
  const matches = await applyRules({
    tool: 'diesel',
    scope: 'script',
    major: options.major ?? 18,
    lockTimeoutAdvice: false,
    style: false,
    base: [base.parsed],
    change: [change],
  })
  return matches.map(({ ruleId }) => ruleId).sort()
}

describe('rules', () => {
  test.each<[string, string[]]>([
    ['create index i on t (a)', ['require-concurrent-index-creation']],
    ['create index i on only t (a)', []],
    ['create table t (a int); create index i on t (a)', []],
    ['create table public.t (a int); create index i on t (a); alter table t alter a type text', []],
    ['create table n (a int); alter table n rename to t; create index i on t (a)', []],
    ['drop index i', ['require-concurrent-index-deletion']],
    ['reindex table t', ['require-concurrent-reindex']],
    ['alter table t add foreign key (a) references p (id)', ['adding-foreign-key']],
    ['alter table t add foreign key (a) references p (id) not valid', []],
    ['alter table t add a int references p (id)', ['fk-inline-on-add-column']],
    ['alter table t add a int default 1 references p (id)', ['adding-foreign-key']],
    ['alter table t add check (a > 0)', ['check-not-valid']],
    ['alter table t add check (a > 0) not valid', []],
    ['alter table t add check (a > 0) not enforced', ['not-enforced']],
    ['alter table t add a int check (a > 0)', ['check-not-valid']],
    [
      'alter table t add constraint c check (a > 0) not valid; alter table t validate constraint c',
      ['validate-same-transaction'],
    ],
    ['alter table t alter a set not null', ['set-not-null']],
    ['alter table t add a int not null', ['add-column-required']],
    ['alter table t add a int not null default 1', []],
    ['alter table t add a timestamptz not null default now()', []],
    ['alter table t add a uuid default gen_random_uuid()', ['volatile-default']],
    ['alter table t add a bigserial', ['add-serial']],
    ['alter table t add a int generated always as identity', ['add-identity']],
    ['alter table t add a int generated always as (b + 1) stored', ['add-stored-generated']],
    ['alter table t add a int generated always as (b + 1) virtual', []],
    ['alter table t add primary key (a)', ['add-primary-key']],
    ['alter table t add primary key using index i', []],
    ['alter table t add unique (a)', ['add-unique']],
    ['alter table t add constraint u unique using index i', []],
    ['alter table t add exclude using gist (a with &&)', ['add-exclusion']],
    ['alter table t alter a type bigint', ['changing-column-type']],
    ['alter domain d add check (value > 0)', ['domain-constraint']],
    ['cluster t using i', ['cluster']],
    ['alter table t set unlogged', ['rewrite-by-storage']],
    ['refresh materialized view m', ['refresh-matview']],
    ['refresh materialized view concurrently m', []],
    ['alter table p attach partition c for values in (1)', ['attach-partition']],
    ['create table c (a int); alter table p attach partition c for values in (1)', []],
    ['alter table p detach partition c', ['detach-partition']],
    ['create table c partition of p for values in (1)', ['create-partition-of']],
    ['lock table t', ['lock-table']],
    ['drop table t', ['drop-table']],
    ['create table t (a int); drop table t', []],
    ['drop table t cascade', ['drop-cascade', 'drop-table']],
    ['alter table t drop column a', ['drop-column']],
    ['truncate t', ['truncate']],
    ['delete from t', ['delete-without-where']],
    ['delete from t where a = 1', ['delete-rows']],
    ['update t set a = 1', ['update-rows', 'update-without-where']],
    ['update t set a = 1 where a is null', []],
    ['update t set a = 1 where a is null or b = 2', ['update-rows']],
    ['alter table t add n int; update t set n = 1 where b = 2', ['backfill-after-alter']],
    ['insert into t (a) values (1)', []],
    ['insert into t (a) values (1) on conflict (a) do nothing', []],
    ['insert into t (a) values (1) on conflict (a) do update set b = 2', ['update-rows']],
    ['merge into t using s on t.a = s.a when matched then delete', ['update-rows']],
    ['do $$ begin update t set a = 1; end $$', ['hidden-writes']],
    ["select setval('s', 10)", ['sequence-set-to-number']],
    ['select backfill()', ['hidden-writes']],
    ['with d as (delete from t where a = 1 returning *) select * from d', ['hidden-writes']],
    ['call backfill()', ['hidden-writes']],
    ['alter table t rename a to b', ['rename-column']],
    ['alter table t rename to u', ['rename-table']],
    ["alter type e rename value 'a' to 'b'", ['rename-enum-value']],
    ['alter table t set schema s', ['set-schema']],
    [
      "alter type e add value 'x'; update t set a = 'x' where a = 'y'",
      ['enum-value-in-transaction', 'enum-value-unknown-to-old-readers', 'update-rows'],
    ],
    [
      "create type e as enum ('a'); alter type e add value 'x'; update t set a = 'x' where a = 'y'",
      ['update-rows'],
    ],
    ['begin; select 1; commit', ['nested-transaction', 'nested-transaction']],
    ['alter table t add a int; update t set a = 1 where b = 2', ['backfill-after-alter']],
    ['alter table t disable row level security', ['owner-rule-rls-ddl-locks', 'row-security-disabled']],
    ['drop policy p on t', ['owner-rule-rls-ddl-locks', 'policy-dropped']],
    ['create policy p on t using (true)', ['owner-rule-rls-ddl-locks', 'policy-always-true']],
    ['create policy p on t using (a = 1)', ['owner-rule-rls-ddl-locks']],
    ['alter table t disable trigger all', ['disable-trigger']],
    ['set search_path = x', ['session-setting-left']],
    ['set local search_path = x', []],
    [`create table ${'a'.repeat(64)} (b int)`, ['identifier-too-long']],
    ['create table n (a int references t (id))', ['create-table-with-foreign-key']],
  ])('%s', async (sql, expected) => {
    expect(await rulesFor(sql)).toEqual(expected)
  })

  test('CONCURRENTLY fails in a tool transaction and in one query of several statements, not alone', async () => {
    const one = 'create index concurrently i on t (a)'
    expect(await rulesFor(one)).toEqual(['concurrently-in-transaction'])
    expect(await rulesFor(one, { transaction: 'implicit' })).toEqual([])
    expect(await rulesFor(`${one}; select 1`, { transaction: 'implicit' })).toEqual([
      'concurrently-in-transaction',
    ])
    expect(await rulesFor(`${one}; select 1`, { transaction: 'none' })).toEqual([])
  })

  test('a valid CHECK of an earlier migration excuses SET NOT NULL, a dropped or unvalidated one does not', async () => {
    const add = 'alter table t add constraint c check (a is not null) not valid'
    const set = 'alter table t alter a set not null'
    expect(await rulesFor(set, { base: `${add}; alter table t validate constraint c` })).toEqual([])
    expect(await rulesFor(set, { base: add })).toEqual(['set-not-null'])
    expect(
      await rulesFor(set, {
        base: `${add}; alter table t validate constraint c; alter table t drop constraint c`,
      }),
    ).toEqual(['set-not-null'])
  })

  test('VACUUM FULL outside a transaction', async () => {
    expect(await rulesFor('vacuum full t', { transaction: 'none' })).toEqual(['vacuum-full'])
    expect(await rulesFor('vacuum t', { transaction: 'none' })).toEqual([])
  })
})
