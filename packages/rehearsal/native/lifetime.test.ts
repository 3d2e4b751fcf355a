import { spawn } from 'node:child_process'
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { locateChild, rehearseInChild } from '../engine.ts'
import type { RehearsalPlan } from '../plan.ts'
import { sceneEnvironment } from './embedded-scene.ts'

const major = 14
const sources = join(import.meta.dirname, '..')

const plan = (sql: string): RehearsalPlan => ({
  base: [],
  change: [
    {
      up: {
        path: 'm/1.sql',
        transaction: 'script',
        statements: [{ sql, line: 1, kind: 'ordinary' }],
      },
    },
  ],
  scope: 'script',
  roles: [],
  extensions: [],
})

/** Where the child makes its room, so that what is left of it can be seen. */
let rooms = ''
const before = { ...process.env }
beforeEach(() => {
  rooms = mkdtempSync(join(tmpdir(), 'operator-lifetime-'))
  chmodSync(rooms, 0o755)
  process.env['TMPDIR'] = rooms
  process.env['RUNNER_TOOL_CACHE'] = sceneEnvironment.RUNNER_TOOL_CACHE
})
afterEach(() => {
  process.env['TMPDIR'] = before['TMPDIR'] ?? '/tmp'
  process.env['RUNNER_TOOL_CACHE'] = before['RUNNER_TOOL_CACHE'] ?? ''
  rmSync(rooms, { recursive: true, force: true })
})

/** Processes that work in a room, by their command line. */
function left(): string[] {
  const commands = readdirSync('/proc').flatMap((pid) => {
    try {
      return [readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')]
    } catch {
      return []
    }
  })
  return [...readdirSync(rooms), ...commands.filter((command) => command.includes(`${rooms}/`))]
}

async function untilNothingIsLeft(): Promise<void> {
  for (let attempt = 0; attempt < 300 && left().length > 0; attempt += 1) await wait(100)
  expect(left()).toEqual([])
}

function rehearse(sql: string, timeoutMilliseconds: number, onProgress = (_: string) => {}) {
  const child = locateChild(sources, 'native')
  if (child === undefined) throw new Error('no child')
  return rehearseInChild({ child, native: { major }, timeoutMilliseconds, onProgress })(plan(sql))
}

// Whether a process is gone can be seen in /proc only.
const onLinux = process.platform === 'linux' ? describe : describe.skip
onLinux('the server of a rehearsal', () => {
  test('is gone when its answer is there', async () => {
    const answer = await rehearse('create table t (a int)', 120_000)
    expect(answer).toMatchObject({ kind: 'rehearsed', log: { engine: { major }, up: { result: 'done' } } })
    expect(left()).toEqual([])
  }, 180_000)

  test('is gone after a migration that never ends ran out of time', async () => {
    const answer = await rehearse('do $$ begin loop end loop; end $$', 20_000)
    expect(answer).toMatchObject({ kind: 'stopped', why: 'timeout', at: 'm/1.sql:1' })
    await untilNothingIsLeft()
  }, 180_000)

  test('is gone after the job was killed', async () => {
    const script = join(rooms, 'job.mjs')
    writeFileSync(
      script,
      `import { locateChild, rehearseInChild } from ${JSON.stringify(join(sources, 'engine.ts'))}
       rehearseInChild({ child: locateChild(${JSON.stringify(sources)}, 'native'), native: { major: ${major} }, timeoutMilliseconds: 600_000,
         onProgress: (at) => console.log(at) })(${JSON.stringify(plan('select pg_sleep(1e9)'))})`,
    )
    const job = spawn(process.execPath, [script], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env },
    })
    try {
      await new Promise<void>((resolve) => {
        job.on('close', () => resolve())
        job.stdout.on('data', (chunk: Buffer) => {
          if (chunk.toString().includes('m/1.sql:1')) resolve()
        })
      })
      expect(job.exitCode).toBeNull()
      expect(left().length).toBeGreaterThan(2)
    } finally {
      job.kill('SIGKILL')
    }
    rmSync(script)
    await untilNothingIsLeft()
  }, 180_000)
})

describe('an engine that is not to be had', () => {
  test('is an answer, not a crash', async () => {
    process.env['RUNNER_TOOL_CACHE'] = join(rooms, 'empty')
    const registry = process.env['npm_config_registry']
    process.env['npm_config_registry'] = 'http://127.0.0.1:1/'
    try {
      expect(await rehearse('select 1', 120_000)).toEqual({
        kind: 'unavailable',
        code: 'engine-missing',
        message: expect.stringMatching(/npm could not fetch .*ECONNREFUSED/),
      })
    } finally {
      if (registry === undefined) delete process.env['npm_config_registry']
      else process.env['npm_config_registry'] = registry
    }
    expect(readdirSync(rooms)).toEqual([])
  }, 180_000)
})
