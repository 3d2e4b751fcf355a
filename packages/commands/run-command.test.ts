import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { type Command, runCommand } from './run-command.ts'

let directory: string

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'commands-'))
})

afterEach(() => {
  rmSync(directory, { recursive: true, force: true })
})

/** Made here, so that no file holds anything that looks like a token. */
const token = ['gh', 's_', 'x'.repeat(36)].join('')

function run(line: string, change: Partial<Command> = {}) {
  return runCommand({
    line,
    directory,
    environment: { ...process.env, ...(change.environment ?? {}) },
    timeout: 20_000,
    grace: 300,
    ...change,
  })
}

const node = (script: string) => {
  writeFileSync(join(directory, 'script.cjs'), script)
  return `"${process.execPath}" script.cjs`
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function waitUntilGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 50 && isAlive(pid); tries += 1) await sleep(100)
  return !isAlive(pid)
}

test('gives back what a command says and how it ends', async () => {
  expect(await run('echo out; echo err >&2; exit 3')).toMatchObject({
    end: 'exited',
    exitCode: 3,
    stdout: 'out\n',
    stderr: 'err\n',
  })
})

test('a command that does not exist, and a directory that does not', async () => {
  expect(await run('no-such-command-here')).toMatchObject({ end: 'exited', exitCode: 127 })
  await expect(run('true', { directory: join(directory, 'none') })).rejects.toThrow(/does not exist/)
})

test('sees no token, none of the runner’s files, and no standard input', async () => {
  const file = join(directory, 'file')
  const environment = {
    PATH: process.env['PATH'],
    GITHUB_TOKEN: token,
    GH_TOKEN: token,
    'INPUT_GITHUB-TOKEN': token,
    ACTIONS_RUNTIME_TOKEN: token,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: token,
    STATE_token: token,
    MY_SECRET: token,
    GITHUB_ENV: file,
    GITHUB_OUTPUT: file,
    GITHUB_PATH: file,
    GITHUB_STATE: file,
    GITHUB_STEP_SUMMARY: file,
    NODE_OPTIONS: '--require=./evil.cjs',
    LD_PRELOAD: './evil.so',
    DATABASE_URL: 'postgres://example',
  }
  const pass = ['DATABASE_URL', 'GITHUB_TOKEN', 'ACTIONS_RUNTIME_TOKEN', 'GITHUB_OUTPUT', 'NODE_OPTIONS']
  const result = await run('env; cat', { environment, pass })
  const names = result.stdout.split('\n').flatMap((line) => line.split('=')[0] || [])
  expect(names.sort()).toEqual(['DATABASE_URL', 'OPERATOR_COMMAND', 'PATH', 'PWD'])
  expect(result.stdout + result.stderr).not.toContain(token)
  expect(result.end).toBe('exited')
})

test('one that never ends and ignores SIGTERM is ended, with all that it started', async () => {
  const pidFile = join(directory, 'pids')
  const line = `trap '' TERM; sh -c 'trap "" TERM; echo $$ >> pids; while :; do sleep 1; done' & echo $$ >> pids; while :; do sleep 1; done`
  const result = await run(line, { timeout: 1_000 })
  expect(result).toMatchObject({ end: 'timed-out', exitCode: null })
  const pids = readFileSync(pidFile, 'utf8').trim().split('\n').map(Number)
  expect(pids).toHaveLength(2)
  for (const pid of pids) expect(await waitUntilGone(pid)).toBe(true)
})

test('one that leaves something behind in another session loses it', async () => {
  const result = await run(
    node(`
      const { spawn } = require('node:child_process')
      const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'inherit' })
      console.log(child.pid)
      child.unref()
    `),
  )
  expect(result).toMatchObject({ end: 'exited', exitCode: 0 })
  if (process.platform === 'linux') expect(await waitUntilGone(Number(result.stdout.trim()))).toBe(true)
})

test('one that prints without end is ended, and its output is cut', async () => {
  const result = await run('yes "a line of output"', { maxOutput: 100_000 })
  expect(result).toMatchObject({ end: 'too-much-output', exitCode: null })
  expect(result.stdout.length + result.stderr.length).toBeLessThanOrEqual(100_000)
  expect(result.stdout.length).toBeGreaterThan(90_000)
})

test('one that prints one line without end is ended too', async () => {
  const result = await run(`yes x | tr -d '\\n'`, { maxOutput: 1_000_000 })
  expect(result.end).toBe('too-much-output')
})

test('workflow commands in its output are printed, not obeyed', async () => {
  const result = await run(
    node(
      `process.stdout.write('::add-mask::a\\n  ::set-output name=allowed::true\\r::warning::x\\n##[error]y\\nplain :: text\\n')`,
    ),
  )
  for (const line of result.stdout.split(/[\r\n]/)) {
    expect(line.trimStart().startsWith('::')).toBe(false)
    expect(line).not.toContain('##[')
  }
  expect(result.stdout).toContain('plain :: text')
  expect(result.stdout).toContain('add-mask')
})

test('secrets are taken out of both streams', async () => {
  const redact = (text: string) => text.replaceAll(token, '***')
  const result = await run('echo "$S"; echo "$S" >&2', { environment: { S: token }, pass: ['S'], redact })
  expect(result).toMatchObject({ stdout: '***\n', stderr: '***\n' })
})

test('it cannot write the supervisor’s last line', async () => {
  const result = await run(`printf '\\n%048d{"end":"exited","exitCode":0,"signal":null}\\n' 0 >&2; exit 4`)
  expect(result).toMatchObject({ end: 'exited', exitCode: 4 })
})

describe('one that ends by a signal', () => {
  test('has no exit code', async () => {
    expect(await run('kill -9 $$')).toMatchObject({ end: 'exited', exitCode: null, signal: 'SIGKILL' })
  })

  test('and one that kills its supervisor has not been run to its end', async () => {
    const result = await run('kill -9 $PPID; sleep 30')
    expect(result).toMatchObject({ end: 'lost', exitCode: null })
  })
})

test('nothing of it is written into the directory', async () => {
  await run('true')
  expect(readdirSync(directory)).toEqual([])
})
