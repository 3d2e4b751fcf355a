import { describe, expect, test } from '@jest/globals'
import type { RecordedStatement } from '@operator/rehearsal'
import { isMigrations, readTransactions } from './transactions.ts'

interface Said {
  readonly sql: string
  readonly session?: string
  readonly transaction?: string
  readonly code?: string
}

/** Each in a transaction of its own where nothing else is said. */
async function read(...said: readonly Said[]) {
  const statements = said.map(
    ({ sql, session = 'a', transaction, code }, index): RecordedStatement => ({
      sql,
      session,
      parameters: [],
      transaction: transaction ?? `3/${index}`,
      ...(code !== undefined && { error: { code, message: code } }),
    }),
  )
  const answer = await readTransactions({ statements, sessions: 1, unreadable: [] })
  if (answer.kind === 'unclear') return answer.why
  return {
    undone: answer.undone,
    sent: answer.transactions.map(({ explicit, statements: all }) => [
      explicit ? 'together' : 'alone',
      ...all.filter(isMigrations).map(({ sql }) => sql),
    ]),
  }
}

const sql = (text: string): Said => ({ sql: text })

describe('readTransactions', () => {
  test('BEGIN and COMMIT', async () => {
    expect(await read(sql('begin'), sql('drop table a'), sql('commit'), sql('drop table b'))).toEqual({
      undone: 0,
      sent: [
        ['together', 'drop table a'],
        ['alone', 'drop table b'],
      ],
    })
  })

  test('one query of several statements, and a pipeline, are one transaction', async () => {
    const piped = (text: string): Said => ({ sql: text, transaction: '3/9' })
    expect(
      await read(sql('drop table a; drop table b'), piped('drop table c'), piped('drop table d')),
    ).toEqual({
      undone: 0,
      sent: [
        ['together', 'drop table a', 'drop table b'],
        ['together', 'drop table c', 'drop table d'],
      ],
    })
  })

  test.each<[string, readonly Said[], number]>([
    ['rolled back', [sql('begin'), sql('drop table a'), sql('rollback')], 1],
    ['never committed', [sql('begin'), sql('drop table a')], 1],
    ['failed alone', [{ sql: 'drop table a', code: '42P01' }], 1],
    ['failed as one query', [{ sql: 'drop table a; drop table b', code: '42P01' }], 2],
    [
      'committed after a failure',
      [sql('begin'), sql('drop table a'), { sql: 'drop table b', code: '42P01' }, sql('commit')],
      2,
    ],
    ['failed at COMMIT', [sql('begin'), sql('drop table a'), { sql: 'commit', code: '23503' }], 1],
    ['refused by the grammar', [{ sql: 'drp table a', code: '42601' }], 1],
  ])('nothing is left of what was %s', async (_, said, undone) => {
    expect(await read(...said)).toEqual({ undone, sent: [] })
  })

  test('a failure that a savepoint took back leaves the rest', async () => {
    const said = [
      sql('begin'),
      sql('savepoint s'),
      { sql: 'drop table a', code: '42P01' },
      sql('rollback to savepoint s'),
      sql('drop table b'),
      sql('commit'),
    ]
    expect(await read(...said)).toEqual({ undone: 1, sent: [['together', 'drop table b']] })
  })

  test('sessions at the same time are unclear, one after the other they are not', async () => {
    const of = (session: string, text: string): Said => ({ sql: text, session })
    const overlapping = await read(
      of('a', 'begin'),
      of('a', 'drop table x'),
      of('b', 'drop table y'),
      of('a', 'commit'),
    )
    expect(overlapping).toContain('several sessions at the same time')
    expect(
      await read(of('a', 'begin'), of('a', 'drop table x'), of('a', 'commit'), of('b', 'drop table y')),
    ).toMatchObject({
      sent: [expect.anything(), expect.anything()],
    })
    // A lock that another session holds meanwhile is the tool's own.
    expect(
      await read(
        of('a', 'begin'),
        of('a', 'drop table x'),
        of('b', 'update knex_migrations_lock set is_locked = 1'),
        of('a', 'commit'),
      ),
    ).toMatchObject({ undone: 0 })
  })

  test('what the grammar does not know is not passed over', async () => {
    expect(await read(sql('repack something'))).toContain('could not be parsed')
    const answer = await readTransactions({
      statements: [],
      sessions: 1,
      unreadable: ['fastpath function call'],
    })
    expect(answer).toMatchObject({ kind: 'unclear', why: expect.stringContaining('fastpath') })
  })
})

describe('the tool’s own statements', () => {
  test.each([
    'select version()',
    "select * from information_schema.tables where table_name = 'knex_migrations'",
    'SELECT pg_advisory_lock(1)',
    "with t as (select set_config('lock_timeout', '1', true)) select pg_advisory_lock(1) from t",
    'select "name" from "kysely_migration"',
    'create table if not exists "SequelizeMeta" ("name" varchar(255))',
    'CREATE SCHEMA IF NOT EXISTS "drizzle"',
    'show server_version',
    "set client_encoding to 'utf8'",
    "set time zone 'UTC'",
    "SET TIME ZONE INTERVAL '+00:00' HOUR TO MINUTE",
    'set search_path to "$user", public',
    'lock table kysely_migration_lock in exclusive mode',
    "insert into django_migrations (app, name) values ('shop', '0001')",
  ])('%s', async (text) => {
    expect(await read(sql(text))).toMatchObject({ sent: [[expect.any(String)]] })
  })

  test.each([
    "select setval('a', 1)",
    "select set_config('search_path', 'x', false)",
    'select my_function()',
    'select * from accounts',
    'select * into copied from pg_class',
    'set search_path to public, extra',
    'set search_path to tenant',
    "set time zone 'Europe/Paris'",
    "set time zone interval '+02:00' hour to minute",
    'create table accounts (id int)',
    'insert into accounts select * from knex_migrations',
    'delete from pgmigrations using accounts where true',
    'create schema shop',
    'drop table knex_migrations, accounts',
    'do $$ begin end $$',
  ])('not %s', async (text) => {
    expect(await read(sql(text))).toMatchObject({ sent: [[expect.any(String), text]] })
  })
})
