import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from '@jest/globals'

interface Ended {
  readonly code: number | null
  readonly log: string
  readonly outputs: string
}

/** Runs `work` under the guard in a process of its own; `signal` is sent at its first line. */
function runGuarded(
  work: string,
  options: { signal?: NodeJS.Signals; output?: string } = {},
): Promise<Ended> {
  const output = options.output ?? join(mkdtempSync(join(tmpdir(), 'operator-guard-')), 'output')
  if (options.output === undefined) writeFileSync(output, 'allowed=true\n')
  const script = `
    import { guardProcess, stopInOrder } from ${JSON.stringify(join(import.meta.dirname, 'guard.ts'))}
    import { UserError } from ${JSON.stringify(join(import.meta.dirname, 'user-error.ts'))}
    await guardProcess(async () => { ${work} })`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      env: { GITHUB_OUTPUT: output },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let log = ''
    child.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString()
      if (options.signal !== undefined) child.kill(options.signal)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      log += chunk.toString()
    })
    child.on('error', reject)
    child.on('close', (code) => {
      const outputs = options.output === undefined ? readFileSync(output, 'utf8') : ''
      resolve({ code, log, outputs })
    })
  })
}

/** The runner takes the last value of an output. */
const allowed = ({ outputs }: Ended) => outputs.trim().split('\n').at(-1)

describe('guardProcess', () => {
  test('work that ends well leaves everything as it was', async () => {
    const ended = await runGuarded('')
    expect(ended).toMatchObject({ code: 0, log: '', outputs: 'allowed=true\n' })
  })

  test.each([
    ['thrown', 'throw new TypeError("broken")'],
    ['rejected and never awaited', 'Promise.reject(new TypeError("broken")); await new Promise(() => {})'],
    [
      'thrown in a timer',
      'setTimeout(() => { throw new TypeError("broken") }, 1); await new Promise(() => {})',
    ],
    ['something that is no error', 'throw "TypeError: broken"'],
  ])('a defect is said with its stack and allows nothing: %s', async (_, work) => {
    const ended = await runGuarded(work)
    expect(ended.code).toBe(1)
    expect(ended.log).toMatch(/^::error::This is a defect of Operator; please report it.*TypeError: broken/m)
    expect(allowed(ended)).toBe('allowed=')
  })

  test('the user’s fault is a sentence without a stack', async () => {
    const ended = await runGuarded(
      'throw new UserError([{ what: "50% is\\n::warning::wrong.", remedy: "Mend it." }])',
    )
    expect(ended).toMatchObject({ code: 1, log: '::error::50%25 is%0A::warning::wrong. Mend it.\n' })
    expect(allowed(ended)).toBe('allowed=')
  })

  test('work that waits for nothing never counts as done', async () => {
    const ended = await runGuarded('await new Promise(() => {})')
    expect(ended.code).not.toBe(0)
    expect(ended.log).toContain('Nothing was left to do before the work was finished.')
    expect(allowed(ended)).toBe('allowed=')
  })

  test('process.exit in some dependency never counts as done', async () => {
    const ended = await runGuarded('process.exit(0)')
    expect(ended.code).toBe(1)
    expect(allowed(ended)).toBe('allowed=')
  })

  test.each([
    ['SIGTERM', 143],
    ['SIGINT', 130],
  ] as const)('a cancelled job (%s) allows nothing', async (signal, code) => {
    const ended = await runGuarded(
      'console.log("working"); await new Promise((go) => setTimeout(go, 30_000))',
      {
        signal,
      },
    )
    expect(ended.code).toBe(code)
    expect(ended.log).toContain(`::error::Cancelled (${signal}); nothing was established.`)
    expect(allowed(ended)).toBe('allowed=')
  })

  test('work that leaves something in order has time for it, once', async () => {
    const tidy = `console.log('working')
      const why = await stopInOrder((stop) => new Promise((done) => {
        const alive = setInterval(() => {}, 1_000)
        stop.addEventListener('abort', () => { clearInterval(alive); setTimeout(() => done(stop.reason), 50) })
      }))
      console.log('tidied up after ' + why)`
    const { log } = await runGuarded(tidy, { signal: 'SIGTERM' })
    expect(log).toContain('tidied up after SIGTERM')
  })

  test('a second signal ends it at once, and allows nothing', async () => {
    const stubborn = `console.log('working')
      await stopInOrder((stop) => new Promise(() => {
        setInterval(() => console.log(stop.aborted ? 'still tidying' : ''), 20)
      }))`
    const ended = await runGuarded(stubborn, { signal: 'SIGTERM' })
    expect(ended.code).toBe(143)
    expect(allowed(ended)).toBe('allowed=')
  })

  test('once such work is over, a signal ends the process as ever', async () => {
    const over = `await stopInOrder(async () => undefined)
      console.log('working'); await new Promise((go) => setTimeout(go, 30_000))`
    const ended = await runGuarded(over, { signal: 'SIGTERM' })
    expect(ended.code).toBe(143)
    expect(allowed(ended)).toBe('allowed=')
  })

  test('outputs that cannot be written are said, not thrown', async () => {
    const ended = await runGuarded('throw new Error("broken")', { output: '/nowhere/output' })
    expect(ended.code).toBe(1)
    expect(ended.log).toContain('The outputs could not be written')
  })
})
