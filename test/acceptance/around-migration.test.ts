import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { runActionProcess } from '@operator/tooling'
import { freePort, type LiveScene, openLiveScene } from '../../packages/live-database/live-scene.ts'
import { createRepository, type TestRepository } from '../git/repository.ts'
import { releaseTree } from './built-tree.ts'

/** The built migration-guard around a real migration of a real server: before it, and after it. */

const first =
  'create table orders (id bigint primary key, note text);\ninsert into orders values (1), (2), (3);\n'
const second =
  'alter table orders add column total integer not null default 0;\ncreate index orders_total on orders (total);\n'

let alone = ''
let scene: LiveScene
let repository: TestRepository
let head = ''
beforeAll(async () => {
  alone = mkdtempSync(join(tmpdir(), 'operator-around-'))
  const tree = await releaseTree(['migration-guard'])
  cpSync(join(tree, 'migration-guard'), join(alone, 'migration-guard'), { recursive: true })
  scene = await openLiveScene(18)
  repository = createRepository()
  head = repository.commit({
    '.github/operator.yml': [
      'checks: { migration-guard/backup: enforce }',
      'migrations:',
      '  backup: { command: cat backup.json }',
      '  live: { connect-timeout: 3s, statement-timeout: 3s }',
      '',
    ].join('\n'),
    'migrations/1_orders.up.sql': first,
    'migrations/1_orders.down.sql': 'drop table orders;\n',
    'migrations/2_total.up.sql': second,
    'migrations/2_total.down.sql': 'alter table orders drop column total;\n',
  })
  writeFileSync(
    join(repository.directory, 'backup.json'),
    JSON.stringify({ taken_at: new Date(Date.now() - 3_600_000).toISOString(), size: 5_000_000 }),
  )
}, 600_000)
afterAll(async () => {
  await scene?.close()
  repository?.remove()
  rmSync(alone, { recursive: true, force: true })
})

/** A database in which golang-migrate has applied the first migration. */
async function migratedDatabase(name: string): Promise<string> {
  await scene.run('postgres', `create database ${name} owner shop_owner`)
  await scene.runAsOwner(
    name,
    `${first} create table schema_migrations (version bigint primary key, dirty boolean not null); insert into schema_migrations values (1, false)`,
  )
  return name
}

const migrate = (database: string) =>
  scene.runAsOwner(database, `${second} update schema_migrations set version = 2`)

async function run(phase: string, url: string | undefined, inputs: Readonly<Record<string, string>> = {}) {
  const result = await runActionProcess({
    directory: join(alone, 'migration-guard'),
    inputs: { phase, stage: 'deploy', ...(url !== undefined && { 'live-database-url': url }), ...inputs },
    payload: {
      repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
      before: '0'.repeat(40),
      after: head,
      ref: 'refs/heads/main',
    },
    timeout: 120_000,
    environment: {
      PATH: process.env['PATH'] ?? '',
      HOME: repository.directory,
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: head,
      GITHUB_API_URL: 'http://127.0.0.1:9/api/v3',
      GITHUB_GRAPHQL_URL: 'http://127.0.0.1:9/api/graphql',
      GITHUB_SERVER_URL: 'http://127.0.0.1:9',
      GITHUB_WORKSPACE: repository.directory,
    },
  })
  if (result.report === undefined) throw new Error(result.log)
  const report = reportSchema.parse(JSON.parse(result.report))
  const checks = Object.fromEntries(
    report.checks.map(({ id, reason, status }) => [id.split('/')[1], `${status} ${reason.code}`]),
  )
  if (process.env['SHOW'] !== undefined) process.stderr.write(`${result.summary}\n`)
  return { ...result, checks, parsed: report }
}

describe('the built migration-guard around the real migration', () => {
  test('lets a sound migration start, and finds the live database as rehearsed', async () => {
    const database = await migratedDatabase('sound')
    const record = join(alone, 'record.json')
    const before = await run('before', scene.url(database), { record })
    expect(before.checks).toEqual({ backup: 'pass backup-proven', 'live-state': 'pass clean' })
    expect(before.outputs).toMatchObject({ verdict: 'go', allowed: 'true', record })
    expect(before.parsed.checks[1]?.reason.message).toContain('pending: migrations/2_total.up.sql')
    await migrate(database)
    const kept = join(alone, 'kept.json')
    const after = await run('verify', scene.url(database), {
      snapshot: `write:${kept}`,
      record,
      'record-digest': before.outputs['record-digest'] ?? '',
    })
    expect(after.checks).toEqual({ verify: 'pass all-applied' })
    expect(after.parsed.checks[0]?.findings).toEqual([])
    expect(after.outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
    expect(readFileSync(kept, 'utf8')).not.toContain('made-up')
    const replayed = await run('verify', undefined, { snapshot: `replay:${kept}` })
    expect(replayed.parsed.checks).toEqual(after.parsed.checks)
    expect(replayed.outputs).toMatchObject({ verdict: 'go', allowed: '' })
  })

  test('stops on a dirty state with the way out for that tool', async () => {
    const database = await migratedDatabase('dirty')
    await scene.runAsOwner(database, 'update schema_migrations set version = 2, dirty = true')
    const { checks, outputs, parsed } = await run('before', scene.url(database))
    expect(checks['live-state']).toBe('fail half-applied')
    expect(parsed.checks[1]?.next).toContain('migrate force')
    expect(outputs).toMatchObject({ verdict: 'no-go', allowed: 'false' })
  })

  test('names what the migration did not do, what was done by hand, and the rows that are gone', async () => {
    const database = await migratedDatabase('harmed')
    const before = await run('before', scene.url(database), { record: join(alone, 'harmed.json') })
    await migrate(database)
    await scene.runAsOwner(
      database,
      'drop index orders_total; create table by_hand (a int); delete from orders where id > 1',
    )
    const { checks, outputs, parsed } = await run('verify', scene.url(database), {
      record: before.outputs['record'] ?? '',
    })
    expect(checks['verify']).toBe('fail rows-lost')
    const messages = parsed.checks[0]?.findings.map(({ message }) => message).join('\n')
    expect(messages).toMatch(/index public\.orders_total is missing/)
    expect(messages).toMatch(/table public\.by_hand/)
    expect(messages).toMatch(/public\.orders has 1 of 3 rows/)
    expect(outputs).toMatchObject({ verdict: 'no-go', allowed: 'false' })
  })

  test('a record that was changed, or is of another database, does not count', async () => {
    const [one, other] = [await migratedDatabase('one'), await migratedDatabase('other')]
    const record = join(alone, 'one.json')
    const before = await run('before', scene.url(one), { record })
    await Promise.all([migrate(one), migrate(other)])
    expect((await run('verify', scene.url(other), { record })).checks['verify']).toBe(
      'unknown other-database',
    )
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll('"rows":3', '"rows":0'))
    const changed = { record, 'record-digest': before.outputs['record-digest'] ?? '' }
    expect((await run('verify', scene.url(one), changed)).checks['verify']).toBe('unknown record-changed')
    expect((await run('verify', scene.url(one))).checks['verify']).toBe('unknown no-record')
  })

  test.each([
    ['no address', async () => undefined, 'no-live-database-url', /address was not given/],
    ['a wrong address', async () => 'postgres://u:hunter2-made-up@', 'wrong-url', /is no postgres:/],
    [
      'a host that does not exist',
      async () => 'postgres://u:hunter2-made-up@nowhere.invalid/x',
      'unreachable',
      /nowhere\.invalid:5432\/x could not be reached/,
    ],
    [
      'nobody there',
      async () => `postgres://u:hunter2-made-up@127.0.0.1:${await freePort()}/x`,
      'unreachable',
      /ECONNREFUSED/,
    ],
    [
      'a database that is not there',
      async () => scene.url('nothing'),
      'refused',
      /database "nothing" does not exist/,
    ],
    [
      'a role that is not there',
      async () => scene.url('postgres', 'nobody'),
      'refused',
      /role "nobody" does not exist/,
    ],
    [
      'a server that says nothing',
      async () => `postgres://u:hunter2-made-up@127.0.0.1:${await silentServer()}/x`,
      'timed-out',
      /did not answer within 3 s/,
    ],
  ])('%s: unknown, in one sentence without the password', async (_, address, code, words) => {
    const { checks, log, outputs, parsed, summary } = await run('before', await address())
    expect(checks['live-state']).toBe(`unknown ${code}`)
    expect(parsed.checks[1]?.reason.message).toMatch(words)
    expect(outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    const shown = log.replace(/^::add-mask::.*$/gm, '')
    expect(`${shown}${summary}${JSON.stringify(parsed)}`).not.toContain('hunter2')
  })

  test('a role without rights on a table: the table is named, and its rows are unknown', async () => {
    const database = await migratedDatabase('closed')
    const record = join(alone, 'closed.json')
    const stranger = scene.url(database, 'stranger')
    await scene.runAsOwner(database, 'grant select on schema_migrations to stranger')
    expect((await run('before', stranger, { record })).checks['live-state']).toBe('pass clean')
    await migrate(database)
    const { checks, parsed } = await run('verify', stranger, { record })
    expect(checks['verify']).toBe('unknown rows-not-counted')
    expect(parsed.checks[0]?.reason.message).toMatch(
      /public\.orders was not counted before: the role may not read it/,
    )
    await scene.runAsOwner(database, 'revoke select on schema_migrations from stranger')
    const { checks: closed } = await run('before', stranger, { record })
    expect(closed['live-state']).toBe('unknown versions-unread')
  })
})

const silent: Server[] = []
afterAll(() => {
  for (const server of silent) server.close()
})

/** Takes connections and never answers. */
async function silentServer(): Promise<number> {
  const server = createServer((socket) => socket.unref())
  silent.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}
