import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { root } from '@operator/tooling'
import { codesOf, recordedOf, type Scene, type SharedServer, shareServer } from './scene.ts'

let server: SharedServer
beforeAll(async () => {
  server = await shareServer()
}, 240_000)
afterAll(() => server?.close())

/** A tool of thirty lines: runs what its table does not name, and notes it. */
const runner = `import { readdirSync } from 'node:fs'
import pg from 'pg'
const open = async () => { const client = new pg.Client({ connectionString: process.env.DATABASE_URL }); await client.connect(); return client }
const client = await open()
await client.query('create table if not exists pgmigrations (name text primary key)')
const done = new Set((await client.query('select name from pgmigrations')).rows.map(({ name }) => name))
const files = readdirSync('migrations').sort()
const load = (file) => import(process.cwd() + '/migrations/' + file)
if (process.argv[2] === 'down') {
  const file = files.filter((name) => done.has(name)).at(-1)
  await (await load(file)).down(client, open)
  await client.query('delete from pgmigrations where name = $1', [file])
} else for (const file of files.filter((name) => !done.has(name))) {
  await (await load(file)).up(client, open)
  await client.query('insert into pgmigrations (name) values ($1)', [file])
}
await client.end()
`

const first = 'migrations/20260101000000_first.mjs'
const second = 'migrations/20260102000000_second.mjs'

const migration = (up: string, down = '') =>
  `export const up = async (client, open) => {\n${up}\n}\nexport const down = async (client, open) => {\n${down}\n}\n`

const base = {
  'run.mjs': runner,
  [first]: migration("await client.query('create table accounts (id int primary key, email text)')"),
}

const scene = (up: string, changes: Partial<Scene> = {}, down = ''): Scene => ({
  base,
  head: { [second]: migration(up, down) },
  migrate: 'node run.mjs',
  nodeModules: join(root, 'node_modules'),
  ...changes,
})

const addColumn = "await client.query('alter table accounts add column nickname text')"

const told = async (of: Scene) => {
  const judged = await server.judge(of)
  const { status, reason, next } =
    judged.outcomes.find(({ id }) => id === 'migration-guard/rehearsal') ?? judged.outcomes[0] ?? {}
  return { judged, status, code: reason?.code, message: reason?.message ?? '', next: next ?? '' }
}

describe('a command that does not do its work', () => {
  test.each<[string, Partial<Scene>, string, string, RegExp]>([
    ['is not there', { migrate: 'no-such-tool up' }, 'unknown', 'command-not-run', /exit 127/],
    ['connects to nothing', { migrate: 'true' }, 'unknown', 'nothing-recorded', /reached the throwaway/],
    [
      'logs in as somebody else',
      { migrate: "PGPASSWORD=x node -e \"new (require('pg').Client)({ user: 'root' }).connect()\"" },
      'unknown',
      'base-command-failed',
      /ended with 1 on the base: PostgreSQL refused the login: .*"root"/,
    ],
    [
      'never ends',
      { migrate: 'echo "Apply to production? [y/N]"; sleep 600', policy: { timeout: '2s' } },
      'unknown',
      'rehearsal-timeout',
      /said last: Apply to production\? \[y\/N\]; it may be waiting for an answer/,
    ],
    [
      'waits for an answer on its input',
      { migrate: 'node run.mjs && if [ -e stop ]; then read -r answer; fi', head: { stop: '' } },
      'fail',
      'migration-fails',
      /ended with 1 on the change/,
    ],
    ['prints without end', { migrate: 'yes' }, 'unknown', 'command-not-run', /too much output/],
  ])('%s', async (_, changes, status, code, message) => {
    const head = { ...scene(addColumn).head, ...changes.head }
    const answer = await told(scene(addColumn, { ...changes, head }))
    expect(answer).toMatchObject({ status, code, message: expect.stringMatching(message) })
    expect(answer.next).not.toBe('')
    expect(Object.values(codesOf(answer.judged)).filter((one) => one.startsWith('pass'))).toEqual([])
  })

  test.each(['pull_request_target', 'workflow_run', 'issue_comment', 'something_new'])(
    'is not even started on %s',
    async (event) => {
      const started = join(root, 'node_modules', '.cache', `operator-started-${process.pid}`)
      const answer = await told(scene(addColumn, { event, migrate: `touch ${started}` }))
      expect(answer).toMatchObject({ status: 'unknown', code: expect.stringMatching(/-event$/) })
      expect(existsSync(started)).toBe(false)
    },
  )

  test('is not started where the clone holds the job’s token', async () => {
    const answer = await told(
      scene(addColumn, {
        prepare: (repository) =>
          repository.git('config', 'http.https://github.com/.extraheader', 'AUTHORIZATION: basic x'),
      }),
    )
    expect(answer).toMatchObject({ status: 'unknown', code: 'token-in-clone' })
  })

  test('sees neither tokens nor the files of the runner', async () => {
    process.env['GITHUB_TOKEN'] = 'secret-of-the-job'
    process.env['GITHUB_OUTPUT'] = '/dev/null'
    try {
      const migrate = 'env | grep -E "^(GITHUB_TOKEN|GITHUB_OUTPUT|INPUT_)" && exit 3; node run.mjs'
      const judged = await server.judge(scene(addColumn, { migrate, rehearsed: false }))
      expect(recordedOf(judged)).toMatchObject({ statements: 1, covered: [second] })
    } finally {
      delete process.env['GITHUB_TOKEN']
      delete process.env['GITHUB_OUTPUT']
    }
  })
})

describe('what it sends', () => {
  test('a statement that PostgreSQL refuses fails by name', async () => {
    const answer = await told(scene("await client.query('alter table missing add column a int')"))
    expect(answer).toMatchObject({
      status: 'fail',
      code: 'migration-fails',
      message: expect.stringContaining('relation "missing" does not exist (42P01)'),
    })
  })

  test('in two transactions at once cannot be put in order', async () => {
    const up = `const other = await open()
      await client.query('begin'); await other.query('begin')
      await client.query('create table a (x int)'); await other.query('create table b (x int)')
      await client.query('commit'); await other.query('commit'); await other.end()`
    expect(await told(scene(up))).toMatchObject({ status: 'unknown', code: 'not-repeatable' })
  })

  test('from several sessions one after the other is one story', async () => {
    const up = `const other = await open(); await other.query('create table a (x int)'); await other.end()\n${addColumn}`
    const judged = await server.judge(scene(up, { rehearsed: false }))
    expect(recordedOf(judged)).toMatchObject({ sessions: 2, statements: 2 })
  })

  test('and takes back itself is not judged', async () => {
    const up = `await client.query('begin; drop table accounts'); await client.query('rollback')
      await client.query('drop table missing').catch(() => undefined)
      await client.query('begin')
      await client.query('savepoint one')
      await client.query('alter table accounts add column id int').catch(() => undefined)
      await client.query('rollback to one')
      ${addColumn}
      await client.query('commit')`
    const { judged, code } = await told(scene(up))
    expect(code).toBe('rehearsed')
    const { sql, undone, transactions, statements } = recordedOf(judged)
    expect({ sql, undone, transactions, statements }).toEqual({
      sql: 'alter table accounts add column nickname text;',
      undone: 3,
      transactions: 1,
      statements: 1,
    })
  })

  test('with parameters is rehearsed with their values', async () => {
    const value = `it's "$1" \\ -- /* $$ é\n`
    const up = `await client.query('insert into accounts (id, email) values ($1, $2), ($3, NULL)', [7, ${JSON.stringify(value)}, 8])
      await client.query({ name: 'named', text: 'update accounts set email = $1 where id = $2 and email is not distinct from $1', values: [null, 8] })`
    const { judged, code } = await told(scene(up))
    expect(recordedOf(judged).sql).toBe(
      `insert into accounts (id, email) values ('7', '${value.replaceAll("'", "''")}'), ('8', NULL);\nupdate accounts set email = NULL where id = '8' and email is not distinct from NULL;`,
    )
    expect(code).toBe('rehearsed')
  })

  test('as one query is one transaction', async () => {
    const up = "await client.query('create index a on accounts (id); create index b on accounts (email)')"
    const judged = await server.judge(scene(up, { rehearsed: false }))
    expect(recordedOf(judged)).toMatchObject({ statements: 2, transactions: 1 })
  })

  test('from inside a block is one statement', async () => {
    const up =
      "await client.query('do $$ begin for i in 1..3 loop execute format($f$create table t%s (a int)$f$, i); end loop; end $$')"
    const judged = await server.judge(scene(up, { rehearsed: false }))
    expect(recordedOf(judged).statements).toBe(1)
  })

  test('after the command has ended is nothing', async () => {
    const migrate = 'node run.mjs; (sleep 20; node -e 1) > /dev/null 2>&1 &'
    const judged = await server.judge(scene(addColumn, { migrate, rehearsed: false }))
    expect(recordedOf(judged)).toMatchObject({ statements: 1, covered: [second] })
  })

  test('for a new file is nothing: the file stays unknown', async () => {
    const quiet = scene('').head[second] ?? ''
    const migrate = 'rm -f migrations/20260102*; node run.mjs'
    const { status, code } = await told(scene('', { migrate, head: { [second]: quiet } }))
    expect({ status, code }).toEqual({ status: 'unknown', code: 'not-recorded' })
  })

  test('an edited merged migration is not sent again', async () => {
    const { judged } = await told(scene('', { head: { [first]: `${base[first]}// edited\n` } }))
    expect(codesOf(judged)).toMatchObject({ files: 'ask edited-applied-migration' })
  })
})

test('what production’s role may not do fails before production says so', async () => {
  const grants =
    'grant usage on schema public to deployer;\nalter table accounts owner to app_owner;\ngrant select, update on accounts to deployer;\n'
  const answer = await told(
    scene(addColumn, {
      base: { ...base, 'ops/grants.sql': grants },
      policy: { role: 'deployer', grants: 'ops/grants.sql' },
    }),
  )
  expect(answer).toMatchObject({
    status: 'fail',
    code: 'missing-permission',
    message: `${second}:2 fails as deployer, production's role: must be owner of table accounts.`,
  })
})

describe('taking it back', () => {
  const dropColumn = "await client.query('alter table accounts drop column nickname')"
  const rollback = 'node run.mjs down'

  test.each<[string, string, Partial<Scene>, string]>([
    ['is proven', dropColumn, { rollback }, 'pass rollback-proven'],
    [
      'is not proven by a command that takes nothing back',
      dropColumn,
      { rollback: 'node -e 1' },
      'unknown not-repeatable',
    ],
    ['that fails', "throw new Error('irreversible')", { rollback }, 'fail rollback-fails'],
    ['that does nothing', '', { rollback }, 'fail empty-down'],
    [
      'that leaves something',
      "await client.query('alter table accounts drop column email')",
      { rollback },
      'fail rollback-differs',
    ],
    ['is unknown without its command', dropColumn, {}, 'unknown no-rollback-command'],
    [
      'is incomplete where only one of two is back',
      dropColumn,
      {
        rollback: `node -e "const c = new (require('pg').Client)(); c.connect().then(() => c.query('select 1')).then(() => process.exit(0))"`,
      },
      'fail rollback-incomplete',
    ],
  ])('%s', async (_, down, changes, expected) => {
    // Only two of them need more than the files and the commands to be told.
    const rehearsed = expected.endsWith('proven') || expected.endsWith('differs')
    const judged = await server.judge(scene(addColumn, { ...changes, rehearsed }, down))
    expect(codesOf(judged)['rollback']).toBe(expected)
  })
})
