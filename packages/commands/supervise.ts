import type { spawn as Spawn } from 'node:child_process'
import type { readdirSync as ReadDirectory, readFileSync as ReadFile } from 'node:fs'

/** What the supervisor is told on its standard input. */
export interface Order {
  readonly command: string
  readonly args: readonly string[]
  readonly timeout: number
  /** Between the polite and the final signal. */
  readonly grace: number
  readonly maxOutput: number
  /** Marks the supervisor's own last line, which the command must not be able to write. */
  readonly nonce: string
  /** An environment variable that marks the command's descendants. */
  readonly mark: string
}

/** How the command came to its end. */
export interface Ending {
  readonly end: 'exited' | 'timed-out' | 'too-much-output' | 'not-started'
  readonly exitCode: number | null
  readonly signal: string | null
  readonly message?: string
}

interface NodeModules {
  readonly spawn: typeof Spawn
  readonly readdirSync: typeof ReadDirectory
  readonly readFileSync: typeof ReadFile
}

/**
 * Runs in a Node process of its own, since `@actions/exec` gives neither a process group nor a way to end one. It is handed
 * over as text, so it uses nothing but its parameters and Node's globals.
 */
function supervise(order: Order, { spawn, readdirSync, readFileSync }: NodeModules): void {
  const posix = process.platform !== 'win32'
  const child = spawn(order.command, [...order.args], {
    detached: posix,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, [order.mark]: order.nonce.slice(0, 8) },
  })
  let left = order.maxOutput
  let ending: Ending | undefined
  let finished = false

  const signal = (pid: number, name: 'SIGTERM' | 'SIGKILL') => {
    try {
      process.kill(pid, name)
    } catch {
      // It has already ended.
    }
  }
  /** The group, and on Linux also what left the group but still carries the mark. */
  const end = (name: 'SIGTERM' | 'SIGKILL') => {
    if (child.pid === undefined) return
    if (!posix) {
      spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
      return
    }
    signal(-child.pid, name)
    if (process.platform !== 'linux') return
    for (const entry of readdirSync('/proc')) {
      if (!/^\d+$/.test(entry) || Number(entry) === process.pid) continue
      try {
        const environment = readFileSync(`/proc/${entry}/environ`, 'latin1')
        if (environment.includes(`${order.mark}=${order.nonce.slice(0, 8)}`)) signal(Number(entry), name)
      } catch {
        // It ended meanwhile, or is another user's.
      }
    }
  }
  const finish = () => {
    if (finished) return
    finished = true
    const line = `\n${order.nonce}${JSON.stringify(ending)}\n`
    process.stdout.write('', () => process.stderr.write(line, () => process.exit(0)))
  }
  const stop = (why: 'timed-out' | 'too-much-output') => {
    if (ending !== undefined) return
    ending = { end: why, exitCode: null, signal: null }
    end('SIGTERM')
    setTimeout(() => end('SIGKILL'), order.grace)
    // What cannot be killed must not hold up the job.
    setTimeout(finish, order.grace + 2_000)
  }
  const forward = (from: NodeJS.ReadableStream, to: NodeJS.WritableStream) => {
    from.on('data', (chunk: Buffer) => {
      if (left > 0) to.write(chunk.subarray(0, left))
      left -= chunk.length
      if (left < 0) stop('too-much-output')
    })
  }
  forward(child.stdout, process.stdout)
  forward(child.stderr, process.stderr)
  child.on('error', (error) => {
    ending = { end: 'not-started', exitCode: null, signal: null, message: error.message }
    finish()
  })
  child.on('exit', (exitCode, signalName) => {
    ending ??= { end: 'exited', exitCode, signal: signalName }
    // Whatever it started ends with it, and with that the pipes close.
    end('SIGKILL')
    setTimeout(finish, 1_000)
  })
  child.on('close', finish)
  setTimeout(() => stop('timed-out'), order.timeout)
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid === parent) return
    end('SIGKILL')
    process.exit(1)
  }, 500)
}

/** The supervisor as a program for `node -e`. */
export const supervisorProgram = `
const { spawn } = require('node:child_process')
const { readdirSync, readFileSync } = require('node:fs')
const order = JSON.parse(readFileSync(0, 'utf8'))
;(${supervise.toString()})(order, { spawn, readdirSync, readFileSync })
`
