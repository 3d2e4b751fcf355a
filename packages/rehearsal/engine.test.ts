import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { locateChild, type RehearsalLog, type RehearsalPlan, rehearseInChild, type Script } from './index.ts'

const plan: RehearsalPlan = { base: [], change: [], scope: 'script', roles: [], extensions: [] }

const log: RehearsalLog = {
  engine: { name: 'none', major: 18, version: '18' },
  baseScripts: 0,
  skipped: [],
  seededTables: 0,
  tables: [],
  unseeded: [],
  withRows: true,
  measurements: [],
  up: { result: 'done' },
  down: { result: 'done' },
  again: { result: 'done' },
  afterDown: [],
  afterAgain: [],
  lostByUp: [],
  lostByRoundTrip: [],
  milliseconds: 1,
}

describe('the child', () => {
  let directory = ''
  beforeAll(() => {
    directory = mkdtempSync(join(tmpdir(), 'rehearsal-test-'))
  })
  afterAll(() => rmSync(directory, { recursive: true, force: true }))

  /** Runs a child that does this once it has the plan. */
  function run(body: string, options: { timeout?: number; memoryBytes?: number } = {}) {
    const child = join(directory, `child-${Math.random()}.mjs`)
    const head = `import { writeFileSync } from 'node:fs'
      import { spawnSync } from 'node:child_process'
      const say = (message) => process.send(message)
      const done = () => say({ kind: 'done', log: ${JSON.stringify(log)} })
      process.once('message', async ({ plan }) => {`
    writeFileSync(child, `${head}\n${body}\n})`)
    const { memoryBytes, timeout = 30_000 } = options
    return rehearseInChild({
      child,
      timeoutMilliseconds: timeout,
      ...(memoryBytes !== undefined && { memoryBytes }),
    })(plan)
  }

  test('gives its log', async () => {
    expect(await run('done()')).toEqual({ kind: 'rehearsed', log })
  })

  test.each<[string, string, object]>([
    [
      'that never ends is stopped, and the statement named',
      "say({ kind: 'progress', at: 'm/1.sql:3' }); setTimeout(() => { for (;;); }, 10)",
      { kind: 'stopped', why: 'timeout', at: 'm/1.sql:3' },
    ],
    [
      'that exits',
      "say({ kind: 'progress', at: 'x' }); process.exitCode = 3; process.disconnect()",
      { why: 'crash', message: expect.stringContaining('exit 3') },
    ],
    [
      'that is killed',
      "process.kill(process.pid, 'SIGKILL')",
      { why: 'crash', message: expect.stringContaining('SIGKILL') },
    ],
    ['that throws', "throw new Error('broken')", { why: 'crash' }],
    [
      'that reports an error',
      "say({ kind: 'error', message: 'PostgreSQL stopped answering' })",
      { why: 'crash', message: 'PostgreSQL stopped answering' },
    ],
    ['that says what nobody knows', "say({ kind: 'verdict', go: true })", { why: 'crash' }],
    ['that gives half a log', "say({ kind: 'done', log: {} })", { why: 'crash' }],
  ])('%s', async (_, body, expected) => {
    const timeout = body.includes('for (;;)') ? 4_000 : 30_000
    expect(await run(body, { timeout })).toMatchObject({ kind: 'stopped', ...expected })
  })

  // Only Linux tells what a process uses.
  const onLinux = process.platform === 'linux' ? test : test.skip
  onLinux('that eats memory is stopped', async () => {
    const eat = 'const all = []; setInterval(() => all.push(Buffer.alloc(20_000_000, 1)), 20)'
    expect(await run(eat, { memoryBytes: 400_000_000 })).toMatchObject({ kind: 'stopped', why: 'memory' })
  })

  test('has no environment, and may neither write, start a program nor read other files', async () => {
    process.env['OPERATOR_TEST_SECRET'] = 'x'
    const answer = await run(`
      const tried = []
      const attempt = (what, act) => { try { act(); tried.push(what) } catch {} }
      attempt('write', () => writeFileSync(${JSON.stringify(join(directory, 'written'))}, ''))
      attempt('spawn', () => spawnSync('true').error && (() => { throw 1 })())
      attempt('read', () => process.getBuiltinModule('node:fs').readFileSync(${JSON.stringify(process.execPath)}))
      if (process.env.OPERATOR_TEST_SECRET) tried.push('environment')
      if (tried.length > 0) say({ kind: 'error', message: tried.join() }); else done()`)
    delete process.env['OPERATOR_TEST_SECRET']
    expect(answer).toEqual({ kind: 'rehearsed', log })
  })

  test('all plans of one run share its time', async () => {
    const child = join(directory, 'slow.mjs')
    writeFileSync(
      child,
      `process.once('message', ({ plan }) => setTimeout(
        () => process.send({ kind: 'done', log: ${JSON.stringify(log)} }), plan.scope === 'set' ? 1e6 : 0))`,
    )
    const rehearse = rehearseInChild({ child, timeoutMilliseconds: 3_000 })
    expect(await rehearse({ ...plan, scope: 'set' })).toMatchObject({ why: 'timeout' })
    expect(await rehearse(plan)).toMatchObject({ why: 'timeout' })
  })
})

test('PostgreSQL in an endless loop is ended with its process, and the statement named', async () => {
  const [child] = [locateChild(import.meta.dirname)].flatMap((one) => one ?? [])
  if (child === undefined) throw new Error('The child is missing.')
  const sql = 'DO $$ BEGIN LOOP END LOOP; END $$'
  const up: Script = {
    path: 'm/1.sql',
    transaction: 'script',
    statements: [{ sql, line: 3, kind: 'ordinary' }],
  }
  const rehearse = rehearseInChild({ child, timeoutMilliseconds: 12_000 })
  // It settles only once the process is gone.
  expect(await rehearse({ ...plan, change: [{ up }] })).toEqual({
    kind: 'stopped',
    why: 'timeout',
    at: 'm/1.sql:3',
    message: 'it was still running after 12 s',
  })
})

test('the child is found in the sources', () => {
  expect(locateChild(import.meta.dirname)).toBe(join(import.meta.dirname, 'child.ts'))
  expect(locateChild(tmpdir())).toBeUndefined()
})
