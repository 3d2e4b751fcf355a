import { describe, expect, test } from '@jest/globals'
import { findHistories } from './find.ts'
import { makeTree } from './tree.ts'

type Files = Readonly<Record<string, string>>

/** Each version with how its two directions are sent. */
function read(files: Files) {
  const tree = makeTree(Object.keys(files), new Map(Object.entries(files)))
  return findHistories(tree, () => true).flatMap(({ tool, scope, versions }) =>
    versions.map(({ key, up, down }) => ({
      tool,
      scope,
      key,
      up: up && `${up.transaction}: ${up.text.trim()}`,
      down: typeof down === 'string' ? down : `${down.transaction}: ${down.text.trim()}`,
    })),
  )
}

describe('how each tool sends a migration', () => {
  test.each<[string, Files, object]>([
    [
      'golang-migrate',
      { 'm/1_a.up.sql': 'U', 'm/1_a.down.sql': 'D' },
      { scope: 'script', up: 'implicit: U', down: 'implicit: D' },
    ],
    ['golang-migrate', { 'm/1_a.up.sql': 'U' }, { down: 'missing' }],
    [
      'golang-migrate',
      { 'm/1_a.up.SQL': 'U', 'm/1_a.down.pgsql': 'D' },
      { up: 'implicit: U', down: 'implicit: D' },
    ],
    [
      'diesel',
      { 'Cargo.toml': '', 'm/1_a/up.sql': 'U', 'm/1_a/down.sql': 'D' },
      { up: 'file: U', down: 'file: D' },
    ],
    [
      'diesel',
      { 'Cargo.toml': '', 'm/1_a/up.sql': 'U', 'm/1_a/metadata.toml': 'run_in_transaction = false' },
      { up: 'implicit: U', down: 'missing' },
    ],
    [
      'Hasura',
      { 'm/1700000000000_a/up.sql': 'U', 'm/1700000000000_a/down.sql': 'D' },
      { up: 'implicit: U', down: 'implicit: D' },
    ],
    ['dbmate', { 'm/1.sql': '-- migrate:up\nU\n-- migrate:down\nD' }, { up: 'file: U', down: 'file: D' }],
    [
      'dbmate',
      { 'm/1.sql': '# words\n-- migrate:up transaction:false\nU' },
      { up: 'implicit: U', down: 'missing' },
    ],
    ['goose', { 'm/1_a.sql': '-- +goose Up\nU\n-- +goose Down\nD' }, { up: 'file: U', down: 'file: D' }],
    ['goose', { 'm/1_a.sql': '-- +goose NO TRANSACTION\n-- +goose Up\nU' }, { up: 'none: U' }],
    [
      'sql-migrate',
      { 'm/1_a.sql': '-- +migrate Up notransaction\nU\n-- +migrate Down\nD' },
      { up: 'none: U', down: 'file: D' },
    ],
    ['sqlx', { 'Cargo.toml': '', 'migrations/1_a.sql': 'U' }, { up: 'file: U', down: 'none' }],
    [
      'sqlx',
      { 'Cargo.toml': '', 'migrations/1_a.up.sql': '-- no-transaction\nU', 'migrations/1_a.down.sql': 'D' },
      { up: 'implicit: -- no-transaction\nU', down: 'file: D' },
    ],
    ['refinery', { 'Cargo.toml': '', 'm/V1__a.sql': 'U' }, { up: 'file: U', down: 'none' }],
    ['Flyway', { 'm/V1__a.sql': 'U', 'm/U1__a.sql': 'D' }, { up: 'file: U', down: 'file: D' }],
    [
      'Flyway',
      { 'm/V1__a.sql': 'create index concurrently i on t (a)' },
      { up: 'none: create index concurrently i on t (a)' },
    ],
    ['Flyway', { 'm/V1__a.sql': 'U', 'm/V1__a.sql.conf': 'executeInTransaction=false' }, { up: 'none: U' }],
    ['Prisma', { 'm/1_a/migration.sql': 'U' }, { up: 'implicit: U', down: 'none' }],
    [
      'Drizzle',
      { 'm/meta/_journal.json': '{"entries":[{"idx":0,"tag":"0000_a"}]}', 'm/0000_a.sql': 'U' },
      { scope: 'set', up: 'file: U', down: 'none' },
    ],
    ['Drizzle', { 'm/1_a/migration.sql': 'U', 'm/1_a/snapshot.json': '{}' }, { scope: 'set', up: 'file: U' }],
    ['Supabase', { 'supabase/migrations/1_a.sql': 'U' }, { up: 'pipeline: U', down: 'none' }],
    [
      'node-pg-migrate',
      { 'm/1_a.sql': '-- Up Migration\nU\n-- Down Migration\nD' },
      { scope: 'set', up: 'file: U', down: 'file: D' },
    ],
    ['Atlas', { 'm/1_a.sql': 'U', 'm/atlas.sum': '' }, { up: 'file: U', down: 'none' }],
    [
      'Atlas',
      { 'm/1_a.sql': '-- atlas:txmode none\nU', 'm/atlas.sum': '' },
      { up: 'none: -- atlas:txmode none\nU' },
    ],
    ['plain SQL', { 'migrations/1.sql': 'U' }, { up: 'implicit: U', down: 'none' }],
    ['plain SQL', { 'sql/a.up.sql': 'U', 'sql/a.down.sql': 'D' }, { up: 'implicit: U', down: 'implicit: D' }],
    [
      'plain SQL',
      { 'migrations/1.sql': 'drop index concurrently i' },
      { up: 'none: drop index concurrently i' },
    ],
  ])('%s %#', (tool, files, expected) => {
    expect(read(files)).toMatchObject([{ tool, ...expected }])
  })

  test('files that only look like migrations are none', () => {
    expect(read({ 'queries/01_report.sql': 'U' })).toEqual([])
    expect(read({ 'Cargo.toml': '', 'benches/1_a.sql': 'U' })).toEqual([])
    expect(read({ 'sql/a.up.sql': 'U' })).toEqual([])
    expect(read({ 'node_modules/x/migrations/1_a.sql': 'U', 'vendor/migrations/1_a.sql': 'U' })).toEqual([])
    expect(read({ 'm/R__view.sql': 'U' })).toEqual([])
  })

  test('dates as names do not collide', () => {
    const files = { 'migrations/2024-01-01-a.sql': '', 'migrations/2024-01-02-b.sql': '' }
    expect(read(files).map(({ key }) => key)).toEqual(['2024-01-01-a', '2024-01-02-b'])
  })

  test('of a pair whose other half is missing, the half is named', () => {
    const files = { 'sql/a.up.sql': '', 'sql/a.down.sql': '', 'sql/b.up.sql': '', 'sql/c.down.sql': '' }
    const tree = makeTree(Object.keys(files), new Map(Object.entries(files)))
    const [history] = findHistories(tree, () => true)
    expect(
      history?.versions.map(({ key, down }) => [key, typeof down === 'string' ? down : 'present']),
    ).toEqual([
      ['a', 'present'],
      ['b', 'missing'],
    ])
    expect(history?.problems).toMatchObject([
      { ruleId: 'down-without-up', level: 'error', path: 'sql/c.down.sql' },
    ])
  })

  test.each<[string, Files]>([
    ['golang-migrate', {}],
    ['sqlx', { 'Cargo.toml': '' }],
  ])('%s joins the two directions by version, whatever else their names say', (tool, others) => {
    const files = { ...others, 'migrations/01_flags..up.sql': 'U', 'migrations/1_flags.down.sql': 'D' }
    const tree = makeTree(Object.keys(files), new Map(Object.entries(files)))
    const [history] = findHistories(tree, () => true)
    expect(history).toMatchObject({ tool, versions: [{ key: '1', down: { text: 'D' } }] })
    expect(history?.problems).toMatchObject([
      { level: 'warning', message: expect.stringContaining('another name than 01_flags..up.sql') },
    ])
  })

  test('which of two migrations of one version a down of a third name belongs to is not guessed', () => {
    const files = { 'm/1_a.up.sql': 'A', 'm/1_b.up.sql': 'B', 'm/1_c.down.sql': 'D' }
    const tree = makeTree(Object.keys(files), new Map(Object.entries(files)))
    const [history] = findHistories(tree, () => true)
    expect(history?.versions.map(({ down }) => down)).toEqual(['missing', 'missing'])
    expect(history?.problems).toMatchObject([{ level: 'error', path: 'm/1_c.down.sql' }])
  })
})
