import { describe, expect, test } from '@jest/globals'
import { recogniseCodeMigration } from './code-migrations.ts'
import { compareHistories } from './compare-histories.ts'
import { findHistories } from './find.ts'
import { makeTree } from './tree.ts'

function find(files: Readonly<Record<string, string>>) {
  return findHistories(makeTree(Object.keys(files), new Map(Object.entries(files))), () => true)
}

describe('findHistories', () => {
  test.each<[string, Record<string, string>, string[]]>([
    ['golang-migrate', { 'm/10_b.up.sql': '', 'm/9_a.up.sql': '', 'm/9_a.down.sql': '' }, ['9', '10']],
    // Text before the first underscore without dashes: 2023-01 sorts after 20221.
    [
      'diesel',
      {
        'Cargo.toml': '',
        'm/2023-01-02-000000_b/up.sql': '',
        'm/20220101_a/up.sql': '',
        'm/2022-12-01-000000-0000_c/up.sql': '',
      },
      ['20220101', '202212010000000000', '20230102000000'],
    ],
    [
      'dbmate',
      {
        'db/migrations/2_b.sql': '-- migrate:up\nselect 1\n-- migrate:down',
        'db/migrations/1_a.sql': '-- migrate:up',
      },
      ['1', '2'],
    ],
    [
      'goose',
      { 'm/00010_b.sql': '-- +goose Up\n', 'm/2_a.sql': '-- +goose Up\n-- +goose Down\n' },
      ['2', '10'],
    ],
    ['sqlx', { 'Cargo.toml': '', 'migrations/2_b.sql': '', 'migrations/1_a.sql': '' }, ['1', '2']],
    [
      'Prisma',
      {
        'prisma/migrations/migration_lock.toml': 'provider = "postgresql"',
        'prisma/migrations/20240101000000_a/migration.sql': '',
      },
      ['20240101000000_a'],
    ],
    ['Supabase', { 'supabase/migrations/20240101000000_a.sql': '' }, ['20240101000000']],
    [
      'Flyway',
      { 'm/V1.10__b.sql': '', 'm/V1_2__a.sql': '', 'm/R__v.sql': '', 'm/U1.10__b.sql': '' },
      ['1.2', '1.10', 'R__v'],
    ],
    ['refinery', { 'Cargo.toml': '', 'm/V10__b.sql': '', 'm/U2__a.sql': '' }, ['2', '10']],
    [
      'node-pg-migrate',
      { 'm/1700000000000_a.sql': '-- Up Migration\nselect 1;\n-- Down Migration\n' },
      ['1700000000000_a.sql'],
    ],
    ['Hasura', { 'm/1700000000000_a/up.sql': '', 'm/1700000000000_a/down.sql': '' }, ['1700000000000']],
    ['plain SQL', { 'sql/a.up.sql': '', 'sql/a.down.sql': '' }, ['a']],
    [
      'Atlas',
      { 'migrations/20240202_b.sql': '', 'migrations/20240101_c.sql': '', 'migrations/atlas.sum': '' },
      ['20240101', '20240202'],
    ],
  ])('%s in its own order', (tool, files, keys) => {
    const [history, ...others] = find(files)
    expect(others).toEqual([])
    expect({ tool: history?.tool, keys: history?.versions.map(({ key }) => key) }).toEqual({ tool, keys })
  })

  test('Drizzle follows its journal and says what is out of step with it', () => {
    const journal = JSON.stringify({
      dialect: 'postgresql',
      entries: [
        { idx: 1, tag: '0001_b', when: 2 },
        { idx: 0, tag: '0000_a', when: 1 },
      ],
    })
    const [history] = find({
      'd/meta/_journal.json': journal,
      'd/0000_a.sql': '',
      'd/0001_b.sql': '',
      'd/0002_c.sql': '',
    })
    expect(history).toMatchObject({
      tool: 'Drizzle',
      scope: 'set',
      dialect: 'postgresql',
      problems: [{ ruleId: 'journal-out-of-step', path: 'd/0002_c.sql' }],
    })
    expect(history?.versions.map(({ key }) => key)).toEqual(['0000_a', '0001_b'])
    expect(find({ 'd/meta/_journal.json': '{', 'd/0000_a.sql': '' })[0]?.problems[0]?.ruleId).toBe(
      'journal-unreadable',
    )
  })

  test('a journal that names none of the files is not what applies them', () => {
    const files = { 'migrations/meta/_journal.json': '{"entries":[]}', 'migrations/0000_a.sql': '' }
    expect(find(files).map(({ tool }) => tool)).toEqual(['plain SQL'])
  })

  test('down parts begin on their own line, and options set the transaction', () => {
    const [history] = find({
      'm/1_a.sql': '-- migrate:up transaction:false\nselect 1;\n\n-- migrate:down\nselect 2;',
    })
    expect(history?.versions[0]).toMatchObject({
      up: { firstLine: 2, transaction: 'implicit' },
      down: { firstLine: 5, transaction: 'file' },
    })
  })

  test.each([
    ['db/sqlite/1_a.up.sql', '', 'sqlite'],
    ['db/mysql/1_a.up.sql', '', 'mysql'],
    ['db/postgres/1_a.up.sql', '', 'postgresql'],
    ['db/1_a.up.sql', 'create table t (a int) ENGINE=InnoDB', 'mysql'],
    ['db/1_a.up.sql', 'create table t (a integer primary key autoincrement)', 'sqlite'],
    ['db/1_a.up.sql', 'create table t (a int)', 'unknown'],
  ])('%s with %j is %s', (path, text, dialect) => {
    expect(find({ [path]: text })[0]?.dialect).toBe(dialect)
  })

  test('directories of a monorepo are apart, fixtures are none', () => {
    const found = find({
      'a/migrations/1_a.sql': '',
      'b/migrations/1_a.sql': '',
      'testdata/migrations/1_a.sql': '',
    })
    expect(found.map(({ directory }) => directory)).toEqual(['a/migrations', 'b/migrations'])
  })
})

describe('compareHistories', () => {
  const base = { 'm/1_a.up.sql': 'select 1', 'm/1_a.down.sql': '', 'm/3_c.up.sql': 'select 3' }
  const problems = (head: Readonly<Record<string, string>>) => {
    const [now] = find(head)
    const [before] = find(base)
    if (!now) throw new Error('no history')
    return compareHistories(now, before).problems.map(({ ruleId }) => ruleId)
  }

  test.each<[string, Record<string, string>, string[]]>([
    ['a new last version', { ...base, 'm/4_d.up.sql': '' }, []],
    ['a version before a merged one', { ...base, 'm/2_b.up.sql': '' }, ['out-of-order-version']],
    ['the same version twice', { ...base, 'm/3_d.up.sql': '' }, ['duplicate-version']],
    [
      'two new files of one version',
      { ...base, 'm/4_d.up.sql': '', 'm/4_e.up.sql': '' },
      ['duplicate-version'],
    ],
    ['an edited merged file', { ...base, 'm/1_a.up.sql': 'select 2' }, ['edited-applied-migration']],
    ['other line ends', { ...base, 'm/1_a.up.sql': 'select 1  \n' }, []],
    [
      'a removed merged file',
      { 'm/1_a.up.sql': 'select 1', 'm/1_a.down.sql': '' },
      ['deleted-applied-migration'],
    ],
    [
      'a moved directory',
      Object.fromEntries(Object.entries(base).map(([path, text]) => [`db/${path}`, text])),
      [],
    ],
  ])('%s', (_, head, expected) => {
    expect(problems(head)).toEqual(expected)
  })
})

test.each([
  ['db/migrate/20240101000000_a.rb', '', 'Rails'],
  ['app/migrations/0002_x.py', '', 'Django'],
  ['alembic/versions/ab12_x.py', "down_revision = 'aa'", 'Alembic'],
  ['src/migrations/1700000000000-A.ts', 'class A implements MigrationInterface', 'TypeORM'],
  ['migrations/20240101000000-a.js', 'up: (queryInterface) => 1', 'Sequelize'],
  ['migrations/20240101000000_a.js', 'exports.up = (knex) => 1', 'Knex'],
  ['priv/repo/migrations/20240101000000_a.exs', '', 'Ecto'],
  ['src/knex.ts', 'import knex', undefined],
  ['app/migrations/__init__.py', '', undefined],
])('%s is %s', (path, text, tool) => {
  expect(recogniseCodeMigration(path, text)?.tool).toBe(tool)
})
