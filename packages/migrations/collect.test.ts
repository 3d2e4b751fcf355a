import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import type { RehearsalAnswer, RehearsalPlan } from '@operator/rehearsal'
import { TemporaryRepository } from '../git/temporary-repository.ts'
import { collectMigrations } from './collect.ts'
import { evaluateMigrations } from './evaluate.ts'
import { type MigrationsPolicy, migrationsPolicy } from './policy.ts'

const made: TemporaryRepository[] = []

afterEach(() => {
  for (const repository of made.splice(0)) repository.remove()
})

function makeRepository(): TemporaryRepository {
  const repository = new TemporaryRepository()
  made.push(repository)
  return repository
}

const stopped: RehearsalAnswer = { kind: 'stopped', why: 'timeout', message: 'stand-in', at: 'm/1.sql:1' }

/** Collects with an engine that only notes its plans. */
async function collect(
  repository: TemporaryRepository,
  base: string | null,
  head: string,
  options: { policy?: Partial<MigrationsPolicy>; target?: string } = {},
) {
  const policy = migrationsPolicy.parse(options.policy ?? {})
  const plans: RehearsalPlan[] = []
  const snapshot = await collectMigrations(
    { repository: await openRepository(repository.directory), base, head },
    policy,
    async (plan) => {
      plans.push(plan)
      return stopped
    },
    options.target,
  )
  const outcomes = evaluateMigrations(snapshot, policy, new Date(0))
  const status = Object.fromEntries(
    outcomes.map(({ id, status: is, reason }) => [id.split('/')[1], `${is} ${reason.code}`]),
  )
  return { snapshot, plans, outcomes, status }
}

const first = { 'm/1_a.up.sql': 'create table t (id int)', 'm/1_a.down.sql': 'drop table t' }
const second = { 'm/2_b.up.sql': 'alter table t add x int', 'm/2_b.down.sql': 'alter table t drop x' }

describe('collectMigrations', () => {
  test('the base is what is merged, the change what is new; an engine that stops is unknown', async () => {
    const repository = makeRepository()
    const base = repository.commit(first)
    const head = repository.commit(second)
    const { plans, status } = await collect(repository, base, head)
    expect(plans).toHaveLength(1)
    expect(plans[0]?.base.map(({ path }) => path)).toEqual(['m/1_a.up.sql'])
    expect(plans[0]?.change.map(({ up, down }) => [up.path, down?.path])).toEqual([
      ['m/2_b.up.sql', 'm/2_b.down.sql'],
    ])
    expect(status).toMatchObject({
      files: 'pass in-order',
      rehearsal: 'unknown rehearsal-timeout',
      rollback: 'unknown rehearsal-timeout',
      data: 'unknown not-rehearsed',
    })
  })

  test('sizes of tables count as the base has them: the change cannot make a table small', async () => {
    const index = { 'm/2_b.up.sql': 'create index i on t (id)', 'm/2_b.down.sql': 'drop index i' }
    const small = JSON.stringify({ 'public.t': { rows: 1, bytes: 8192 } })
    const policy = { stats: 'ops/stats.json' }
    const repository = makeRepository()
    const bare = repository.commit(first)
    const brought = repository.commit({ ...index, 'ops/stats.json': small })
    const ownSizes = await collect(repository, bare, brought, { policy })
    expect(ownSizes.status['rules']).toBe('fail require-concurrent-index-creation')
    expect(ownSizes.snapshot.histories[0]?.statsProblem).toContain('ops/stats.json')
    const measured = makeRepository()
    const base = measured.commit({ ...first, 'ops/stats.json': small })
    const merged = await collect(measured, base, measured.commit(index), { policy })
    expect(merged.status['rules']).toBe('pass safe')
  })

  test('only histories that the change touches are rehearsed', async () => {
    const repository = makeRepository()
    const base = repository.commit({ ...first, 'other/migrations/1_a.sql': 'select 1', 'app.ts': '' })
    const head = repository.commit({ ...second, 'app.ts': 'x' })
    expect((await collect(repository, base, head)).plans).toHaveLength(1)
    const nothing = await collect(repository, head, repository.commit({ 'app.ts': 'y' }))
    expect(nothing.plans).toEqual([])
    expect(new Set(Object.values(nothing.status))).toEqual(new Set(['not-applicable no-migrations']))
  })

  test('what the target branch has merged since counts as merged', async () => {
    const repository = makeRepository()
    const base = repository.commit(first)
    repository.git('checkout', '--quiet', '-b', 'topic')
    const head = repository.commit(second)
    repository.git('checkout', '--quiet', 'main')
    const same = repository.commit({ 'm/2_other.up.sql': 'select 2', 'm/2_other.down.sql': 'select 2' })
    const later = repository.commit({ 'm/3_c.up.sql': 'select 3', 'm/3_c.down.sql': 'select 3' })
    expect((await collect(repository, base, head)).status['files']).toBe('pass in-order')
    const twice = await collect(repository, base, head, { target: same })
    expect(twice.status['files']).toBe('fail duplicate-version')
    const behind = await collect(repository, base, head, { target: later })
    expect(behind.snapshot.histories[0]?.problems.map(({ ruleId }) => ruleId)).toContain(
      'out-of-order-version',
    )
    expect(behind.plans[0]?.base.map(({ path }) => path)).toEqual([
      'm/1_a.up.sql',
      'm/2_other.up.sql',
      'm/3_c.up.sql',
    ])
  })

  test.each<[string, (repository: TemporaryRepository) => void, string]>([
    [
      'an edited merged migration',
      (r) => r.commit({ 'm/1_a.up.sql': 'create table t (id bigint)' }),
      'fail edited-applied-migration',
    ],
    [
      'a renamed one of the same version',
      (r) => {
        r.git('mv', 'm/1_a.up.sql', 'm/1_z.up.sql')
        r.git('mv', 'm/1_a.down.sql', 'm/1_z.down.sql')
      },
      'not-applicable no-migrations',
    ],
    [
      'a removed one',
      (r) => r.git('rm', '-rq', 'm/1_a.up.sql', 'm/1_a.down.sql'),
      'ask deleted-applied-migration',
    ],
    ['the whole history removed', (r) => r.git('rm', '-rq', 'm'), 'ask deleted-applied-migration'],
    [
      'an edited rollback',
      (r) => r.commit({ 'm/1_a.down.sql': 'drop schema public cascade' }),
      'ask edited-rollback',
    ],
    [
      'a comment in a rollback',
      (r) => r.commit({ 'm/1_a.down.sql': '-- back\ndrop table t' }),
      'not-applicable no-migrations',
    ],
  ])('%s', async (_, change, expected) => {
    const repository = makeRepository()
    const base = repository.commit({ ...first, keep: '' })
    change(repository)
    const { status } = await collect(repository, base, repository.commit())
    expect(status['files']).toBe(expected)
  })

  test('what cannot be read is unknown, by name, in every check', async () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'
    for (const [content, why] of [
      [Buffer.from([0x73, 0xff, 0xfe]), 'it is not UTF-8'],
      [pointer, 'it is a Git LFS pointer'],
      [`select ${'x'.repeat(6_000_000)}`, 'it has 6000007 bytes'],
    ] as const) {
      const repository = makeRepository()
      const base = repository.commit(first)
      const head = repository.commit({ ...second, 'm/2_b.up.sql': content })
      const { outcomes, plans } = await collect(repository, base, head)
      expect(plans).toEqual([])
      for (const outcome of outcomes) {
        expect(outcome.status).toBe('unknown')
      }
      expect(outcomes[0]?.reason.message).toContain(`m/2_b.up.sql was not read: ${why}`)
    }
  })

  test('a symbolic link for a migration, or for the folder of them', async () => {
    const repository = makeRepository()
    const base = repository.commit({ ...first, 'x.sql': 'select 1', 'db/real/1_a.sql': '' })
    symlinkSync('../x.sql', join(repository.directory, 'm/2_b.up.sql'))
    const file = await collect(repository, base, repository.commit())
    expect(file.status['rehearsal']).toBe('unknown not-read')
    symlinkSync('real', join(repository.directory, 'db/migrations'))
    const before = repository.git('rev-parse', 'HEAD')
    const folder = await collect(repository, before, repository.commit())
    expect(folder.status['rehearsal']).toBe('unknown not-read')
  })

  test('a partial clone without the migration', async () => {
    const origin = makeRepository()
    origin.git('config', 'uploadpack.allowFilter', 'true')
    const base = origin.commit(first)
    const head = origin.commit(second)
    const clone = makeRepository()
    clone.git('remote', 'add', 'origin', `file://${origin.directory}`)
    clone.git('fetch', '--quiet', '--filter=blob:none', 'origin', 'main')
    const { status, outcomes } = await collect(clone, base, head)
    expect(status['rehearsal']).toBe('unknown not-read')
    expect(outcomes[0]?.reason.message).toContain('it is not in this clone')
  })

  test('migrations written in code are unknown in every check', async () => {
    const repository = makeRepository()
    const base = repository.commit({ a: '' })
    const head = repository.commit({
      'db/migrate/20240101000000_x.rb': 'class X < ActiveRecord::Migration[7.1]',
    })
    const { status } = await collect(repository, base, head)
    expect(new Set(Object.values(status))).toEqual(new Set(['unknown needs-own-command']))
  })

  test('SQL that belongs to no known folder is named; a folder that the policy names is one', async () => {
    const repository = makeRepository()
    const base = repository.commit({ a: '' })
    const head = repository.commit({ 'sql/001.sql': 'create table t (id int)' })
    const unnamed = await collect(repository, base, head)
    expect(unnamed.status['rehearsal']).toBe('not-applicable no-migrations')
    expect(unnamed.outcomes[0]?.reason.message).toContain('sql/001.sql')
    const named = await collect(repository, base, head, { policy: { paths: ['./sql/'] } })
    expect(named.plans[0]?.change.map(({ up }) => up.path)).toEqual(['sql/001.sql'])
    const ignored = await collect(repository, base, head, { policy: { ignore: ['sql'] } })
    expect(ignored.outcomes[0]?.reason.message).toBe('The change adds or touches no migration.')
  })

  test.each<[string, string, string]>([
    ['psql commands', '\\connect other\nselect 1;', 'unknown not-plain-sql'],
    ['placeholders', 'create table ${prefix}_t (id int);', 'unknown not-plain-sql'],
    ['rows for COPY', 'COPY t FROM STDIN;\n1\n\\.\n', 'unknown not-plain-sql'],
    ['no SQL', 'CREATE TABEL t (id int);', 'fail syntax-error'],
    ['a NUL byte', 'select 1;\u0000', 'fail syntax-error'],
  ])('%s', async (_, text, expected) => {
    const repository = makeRepository()
    const base = repository.commit(first)
    const head = repository.commit({ ...second, 'm/2_b.up.sql': text })
    const { status, plans } = await collect(repository, base, head)
    expect(plans).toEqual([])
    expect(status['files']).toBe(expected)
    expect(status['rehearsal']).toMatch(/^(unknown|fail)/)
    expect(status['data']).toMatch(/^unknown/)
  })

  test('other databases are named and unknown', async () => {
    const repository = makeRepository()
    const base = repository.commit({ a: '' })
    const head = repository.commit({ 'db/sqlite/1_a.up.sql': 'PRAGMA x', 'db/sqlite/1_a.down.sql': '' })
    const { status, plans } = await collect(repository, base, head)
    expect(plans).toEqual([])
    expect(status['rehearsal']).toBe('unknown not-runnable-here')
  })

  test('roles and extensions that the migrations speak of are asked for', async () => {
    const repository = makeRepository()
    const base = repository.commit({
      'm/1_a.up.sql': 'create role own; create extension citext',
      'm/1_a.down.sql': '',
    })
    const head = repository.commit({
      'm/2_b.up.sql': 'grant select on t to own, reader',
      'm/2_b.down.sql': 'select 1',
    })
    const { plans } = await collect(repository, base, head)
    expect(plans[0]).toMatchObject({ roles: ['reader'], extensions: ['citext'] })
  })

  test('notes count when they say something', async () => {
    for (const [note, expected] of [
      ['', 'fail missing-down'],
      ['# Not reversible\n\nNo.\n', 'fail missing-down'],
      ['The old values are gone.', 'ask not-reversible'],
    ]) {
      const repository = makeRepository()
      const base = repository.commit(first)
      const head = repository.commit({ 'm/2_b.up.sql': 'drop table t', 'm/NOT_REVERSIBLE.md': note ?? '' })
      expect((await collect(repository, base, head)).status['rollback']).toBe(expected)
      // An old note does not cover what comes after it.
      const next = repository.commit({ 'm/3_c.up.sql': 'select 1' })
      expect((await collect(repository, head, next)).status['rollback']).toBe('fail missing-down')
    }
  })

  test("an empty down script of diesel is not excused by its own file's name", async () => {
    const repository = makeRepository()
    const base = repository.commit({ 'Cargo.toml': '' })
    const head = repository.commit({
      'migrations/1_a/up.sql': 'create table t (id int)',
      'migrations/1_a/down.sql': '-- x\n',
    })
    expect((await collect(repository, base, head)).status['rollback']).toBe('fail empty-down')
  })
})
