import { fork } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import type { RehearsalAnswer } from './log.ts'
import { npmEnvironment } from './native/npm-pack.ts'
import type { NativeWish } from './native/wish.ts'
import type { RehearsalPlan } from './plan.ts'
import { type Response, response } from './protocol.ts'

/** Runs a plan on a throwaway database. Never rejects: what went wrong is in the answer. */
export type Rehearse = (plan: RehearsalPlan) => Promise<RehearsalAnswer>

export interface RehearsalOptions {
  /** The child's entry file; see {@link locateChild}. */
  readonly child: string
  /** For the child that rehearses on native servers: which one. */
  readonly native?: NativeWish
  /** For all plans together, from the first one's start. */
  readonly timeoutMilliseconds: number
  /** Resident bytes; enforced where /proc tells them. 3 GiB when not given: hosted runners have 16. */
  readonly memoryBytes?: number
  readonly onProgress?: (at: string) => void
}

const children = {
  pglite: { built: 'rehearsal.mjs', source: 'child.ts' },
  native: { built: 'native.mjs', source: 'native-child.ts' },
} as const

/** The child beside a bundle, beside the migration-guard bundle next door (for `gate`), or in the sources. */
export function locateChild(directory: string, engine: keyof typeof children = 'pglite'): string | undefined {
  const { built, source } = children[engine]
  return [
    join(directory, 'rehearsal', built),
    join(directory, '..', '..', 'migration-guard', 'dist', 'rehearsal', built),
    join(directory, '..', '..', 'packages', 'rehearsal', source),
    join(directory, source),
  ].find((path) => existsSync(path))
}

/** What the child's Node needs of the environment, and what lets the runner find it when a job is cancelled (actions/runner, JobExtension). */
const inherited = /^(SYSTEMROOT|RUNNER_TRACKING_ID)$/i

/** What finds PostgreSQL's programs, or fetches and keeps them; its servers get none of it. */
const inheritedByNative = new RegExp(
  `${inherited.source}|${npmEnvironment.source}|^(TMPDIR|RUNNER_TOOL_CACHE|RUNNER_TEMP)$`,
  'i',
)

/** The environment of a child. */
export function inheritedEnvironment(native: boolean): Record<string, string> {
  const names = native ? inheritedByNative : inherited
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value !== undefined && names.test(name) ? [[name, value]] : [],
    ),
  )
}

/** The engine as a child process of its own, so that a crash, an endless loop or a memory hog ends only itself. */
export function rehearseInChild(options: RehearsalOptions): Rehearse {
  const memoryBytes = options.memoryBytes ?? 3 * 1024 ** 3
  let deadline: number | undefined
  return (plan) =>
    new Promise((settle) => {
      deadline ??= Date.now() + options.timeoutMilliseconds
      // Migrations are other people's code: the child that runs them gets no environment, no stdin, and may neither write nor
      // start anything. The one for native servers must do both, and only talks to what runs them.
      const child = fork(options.child, [], {
        env: inheritedEnvironment(options.native !== undefined),
        execArgv: ['--disable-warning=ExperimentalWarning', ...permissions(options)],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      })
      let at: string | undefined
      let errors = ''
      let answer: RehearsalAnswer | undefined
      const stop = (why: 'timeout' | 'memory' | 'crash', message: string) => {
        answer ??= { kind: 'stopped', why, message, ...(at !== undefined && { at }) }
        child.kill('SIGKILL')
      }
      const clock = setTimeout(
        () => stop('timeout', `it was still running after ${options.timeoutMilliseconds / 1000} s`),
        Math.max(deadline - Date.now(), 0),
      )
      const scale = setInterval(() => {
        const resident = child.pid === undefined ? 0 : residentBytes(child.pid)
        if (resident > memoryBytes) stop('memory', `it used more than ${memoryBytes} bytes of memory`)
      }, 250)
      child.stderr?.on('data', (chunk: Buffer) => {
        errors = `${errors}${chunk.toString('utf8')}`.slice(-2_000)
      })
      child.on('message', (message) => {
        const parsed = response.safeParse(message)
        if (!parsed.success) return stop('crash', 'the rehearsal sent what the protocol does not know')
        const said: Response = parsed.data
        if (said.kind === 'progress') {
          at = said.at
          options.onProgress?.(said.at)
        } else if (said.kind === 'error') stop('crash', said.message)
        else {
          answer ??= said.kind === 'done' ? { kind: 'rehearsed', log: said.log } : said
          child.kill()
        }
      })
      child.on('error', (error) => stop('crash', error.message))
      child.on('close', (code, signal) => {
        clearTimeout(clock)
        clearInterval(scale)
        const message =
          `the rehearsal ended early (${signal ?? `exit ${code}`}) ${errors.trim().split('\n').at(-1) ?? ''}`.trim()
        settle(answer ?? { kind: 'stopped', why: 'crash', message, ...(at !== undefined && { at }) })
      })
      const { native } = options
      child.send({ kind: 'rehearse', plan, ...(native && { native }) }, (error) => {
        if (error) stop('crash', error.message)
      })
    })
}

/** The built child reads its own folder alone. In the sources it also reads packages and keeps the data directory for the next run. */
function permissions({ child, native }: RehearsalOptions): string[] {
  if (!child.endsWith('.mjs') || native !== undefined) return []
  return ['--permission', `--allow-fs-read=${resolve(dirname(child))}`]
}

/** Zero where the system does not tell (macOS, Windows): there the time limit alone holds. */
function residentBytes(pid: number): number {
  try {
    const kibibytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return Number(kibibytes ?? 0) * 1_024
  } catch {
    // There is no /proc, or the process has ended, whose close event says how.
    return 0
  }
}
