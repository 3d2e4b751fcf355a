import { describe, expect, test } from '@jest/globals'
import type { Measurement, RehearsalLog } from '@operator/rehearsal'
import { findRowConditions } from './row-conditions.ts'
import { parseSection } from './script.ts'
import { unsettledConditions } from './settle-row-conditions.ts'
import { isWidening } from './type-widening.ts'

async function conditionsOf(text: string) {
  const answer = await parseSection({ path: 'm.sql', text, firstLine: 1, transaction: 'file' })
  if (!answer.ok) throw new Error(answer.problem.message)
  return findRowConditions([answer.parsed])
}

describe('findRowConditions', () => {
  test.each<[string, string[]]>([
    ['alter table t alter a set not null', ['not-null']],
    ['alter table t add constraint n not null a', ['not-null']],
    ['alter table t add constraint n not null a not valid', []],
    ['alter table t add check (a is not null)', ['not-null']],
    ['alter table t add check (a > 0)', ['check']],
    ['alter table t add check (a > 0) not valid', []],
    ['alter table t add check (a > 0) not enforced', []],
    ['alter table t validate constraint c', ['validate']],
    ['alter table t add unique (a, b)', ['unique']],
    ['alter table t add unique using index i', []],
    ['alter table t add primary key (a)', ['unique', 'not-null']],
    ['create unique index on t (a)', ['unique']],
    ['create unique index concurrently on t (a) where b', ['unique']],
    ['create index on t (a)', []],
    ['alter table t add foreign key (a) references p', ['foreign-key']],
    ['alter table t add exclude using gist (a with &&)', ['exclusion']],
    ['alter table t alter a type int using a::int', ['type']],
    ['alter table p attach partition t for values in (1)', ['partition']],
    // The same set: a new table has no rows, and a new column nothing in it.
    ['create table n (a int); alter table n add unique (a); alter table n alter a set not null', []],
    ['alter table t add n int; alter table t add unique (n); alter table t add check (n > 0)', []],
    ['alter table t add n int references p', []],
    // Filled everywhere, filled somewhere, filled with what may repeat.
    ['alter table t add n int; update t set n = 1; alter table t alter n set not null', []],
    ['alter table t add n int; update t set n = 1 where n is null; alter table t alter n set not null', []],
    ['alter table t add n int default 1; alter table t alter n set not null', []],
    [
      'alter table t add n int; update t set n = 1 where a = 2; alter table t alter n set not null',
      ['not-null'],
    ],
    [
      'alter table t add n int; update t set n = p.b from p where p.id = t.a; alter table t alter n set not null',
      ['not-null'],
    ],
    ['alter table t add n int; update t set n = a; alter table t add unique (n)', ['unique']],
    ['alter table t add n int; alter table t alter n set not null', ['not-null']],
  ])('%s', async (sql, kinds) => {
    expect((await conditionsOf(sql)).map(({ kind }) => kind)).toEqual(kinds)
  })

  test.each([
    [
      'alter table public."Order" add unique ("userId")',
      'SELECT "userId", count(*) FROM "Order" GROUP BY "userId" HAVING count(*) > 1',
    ],
    [
      'alter table s.t add foreign key (a) references p (id)',
      'SELECT count(*) FROM s.t c WHERE c.a IS NOT NULL AND NOT EXISTS (SELECT FROM p p WHERE p.id = c.a) HAVING count(*) > 0',
    ],
    ['alter table t alter a set not null', 'SELECT count(*) FROM t WHERE a IS NULL HAVING count(*) > 0'],
  ])('%s has its query', async (sql, query) => {
    const [condition] = await conditionsOf(sql)
    expect(condition?.query).toBe(query)
    // PostgreSQL's own grammar accepts it.
    expect(await parseSection({ path: 'q', text: query, firstLine: 1, transaction: 'none' })).toMatchObject({
      ok: true,
    })
  })
})

describe('unsettledConditions', () => {
  const measurement = {
    path: 'm.sql',
    line: 1,
    statement: 0,
    milliseconds: 1,
    locks: [],
    locksKnown: true,
    rewritten: [],
    scanned: ['t'],
    built: [],
    validated: [],
  }
  const log = (
    column: { filled: number; distinct: number; type?: string },
    measured: Partial<Measurement> = {},
  ): RehearsalLog => ({
    engine: { name: 'none', major: 18, version: '18' },
    baseScripts: 0,
    skipped: [],
    seededTables: 1,
    tables: [{ name: 't', rows: 3, columns: [{ name: 'a', type: 'text', ...column }] }],
    unseeded: [],
    withRows: true,
    measurements: [{ ...measurement, ...measured }],
    up: { result: 'done' },
    down: { result: 'done' },
    again: { result: 'done' },
    afterDown: [],
    afterAgain: [],
    lostByUp: [],
    lostByRoundTrip: [],
    milliseconds: 1,
  })
  const open = async (sql: string, of: RehearsalLog) =>
    unsettledConditions(await conditionsOf(sql), of).length

  test('NULLs that were there settle NOT NULL; none prove nothing', async () => {
    const sql = 'alter table t alter a set not null'
    expect(await open(sql, log({ filled: 2, distinct: 2 }))).toBe(0)
    expect(await open(sql, log({ filled: 3, distinct: 3 }))).toBe(1)
  })

  test('repeated values settle UNIQUE', async () => {
    const sql = 'alter table t add unique (a)'
    expect(await open(sql, log({ filled: 3, distinct: 2 }))).toBe(0)
    expect(await open(sql, log({ filled: 3, distinct: 3 }))).toBe(1)
  })

  test('a statement that looked at no row needs none', async () => {
    const quiet = { scanned: [] }
    expect(await open('alter table t alter a set not null', log({ filled: 3, distinct: 3 }, quiet))).toBe(0)
    expect(await open('alter table t validate constraint c', log({ filled: 3, distinct: 3 }, quiet))).toBe(0)
  })

  test('nothing settles a CHECK, and no rows settle nothing', async () => {
    expect(await open('alter table t add check (a > b)', log({ filled: 2, distinct: 1 }))).toBe(1)
    const empty = { ...log({ filled: 0, distinct: 0 }), tables: [{ name: 't', rows: 0, columns: [] }] }
    expect(await open('alter table t alter a set not null', empty)).toBe(1)
  })

  test('a wider type needs no question', async () => {
    const rewritten = { rewritten: ['t'] }
    expect(
      await open(
        'alter table t alter a type bigint',
        log({ filled: 3, distinct: 3, type: 'integer' }, rewritten),
      ),
    ).toBe(0)
    expect(
      await open(
        'alter table t alter a type smallint',
        log({ filled: 3, distinct: 3, type: 'integer' }, rewritten),
      ),
    ).toBe(1)
  })
})

test.each<[string, string, 'none' | 'cast' | 'expression', boolean]>([
  ['integer', 'int8', 'none', true],
  ['bigint', 'int4', 'none', false],
  ['character varying(20)', 'varchar(40)', 'none', true],
  ['character varying(20)', 'varchar(10)', 'none', false],
  ['character varying', 'varchar(10)', 'none', false],
  ['text', 'uuid', 'cast', false],
  ['public.mood', 'text', 'cast', true],
  ['numeric(10,2)', 'numeric(12,2)', 'none', true],
  ['numeric(10,2)', 'numeric(12,4)', 'none', true],
  ['numeric(10,2)', 'numeric(11,4)', 'none', false],
  ['timestamp(3) without time zone', 'timestamptz', 'none', true],
  ['integer', 'int8', 'expression', false],
  ['integer[]', 'int8[]', 'none', false],
])('%s to %s (%s) always fits: %s', (from, name, using, expected) => {
  expect(isWidening(from, { name, using })).toBe(expected)
})
