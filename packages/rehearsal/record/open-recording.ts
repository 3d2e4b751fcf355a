import { type ChildProcess, fork } from 'node:child_process'
import { inheritedEnvironment, locateChild } from '../engine.ts'
import type { RecordingLogin } from './login.ts'
import { type Report, report } from './protocol.ts'
import type { RecordedRun } from './recorded-statement.ts'

export interface Recording {
  readonly login: RecordingLogin
  /** What was sent since the last time; rejects when the server is gone. */
  take(): Promise<RecordedRun>
  close(): Promise<void>
}

/** `unavailable`: there is no native PostgreSQL of this major here. */
export type OpenedRecording =
  | { readonly kind: 'open'; readonly recording: Recording }
  | { readonly kind: 'unavailable'; readonly message: string }

export interface RecordingOptions {
  readonly major: number
  /** Where the running bundle is, or the sources. */
  readonly directory: string
  readonly onProgress?: (at: string) => void
}

const startTimeoutMilliseconds = 180_000
const takeTimeoutMilliseconds = 60_000
const stopTimeoutMilliseconds = 10_000

/** Starts a throwaway PostgreSQL that records what is sent to it, as a child process: it is gone when this process is. */
export async function openRecording(options: RecordingOptions): Promise<OpenedRecording> {
  const entry = locateChild(options.directory, 'native')
  if (entry === undefined)
    return { kind: 'unavailable', message: 'the rehearsal is not installed beside this action' }
  const child = fork(entry, [], {
    env: inheritedEnvironment(true),
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  const hear = listen(child, options.onProgress)
  child.send({ kind: 'record', major: options.major })
  const answer = await hear(startTimeoutMilliseconds)
  if (answer.kind !== 'ready') {
    child.kill('SIGKILL')
    return {
      kind: 'unavailable',
      message: answer.kind === 'taken' ? 'it answered out of turn' : answer.message,
    }
  }
  return {
    kind: 'open',
    recording: {
      login: answer.login,
      take: async () => {
        child.send({ kind: 'take' })
        const taken = await hear(takeTimeoutMilliseconds)
        if (taken.kind === 'taken') return taken.run
        throw new Error(taken.kind === 'ready' ? 'The recording answered out of turn.' : taken.message)
      },
      close: () => end(child),
    },
  }
}

type Answer = Exclude<Report, { readonly kind: 'progress' }>

/** The next thing that the child says; its end and its silence are answers too. */
function listen(
  child: ChildProcess,
  onProgress: ((at: string) => void) | undefined,
): (timeout: number) => Promise<Answer> {
  const heard: Answer[] = []
  let waiting: ((answer: Answer) => void) | undefined
  const tell = (answer: Answer) => {
    const listener = waiting
    waiting = undefined
    if (listener === undefined) heard.push(answer)
    else listener(answer)
  }
  child.on('message', (message) => {
    const parsed = report.safeParse(message)
    if (!parsed.success)
      tell({ kind: 'error', message: 'the recording sent what the protocol does not know' })
    else if (parsed.data.kind === 'progress') onProgress?.(parsed.data.at)
    else tell(parsed.data)
  })
  child.on('error', (error) => tell({ kind: 'error', message: error.message }))
  child.on('exit', (code, signal) =>
    tell({ kind: 'error', message: `the recording server ended early (${signal ?? `exit ${code}`})` }),
  )
  return (timeout) =>
    new Promise((resolve) => {
      const [first] = heard
      // An ended child stays ended: its last word is kept.
      if (first !== undefined) return resolve(child.exitCode === null ? (heard.shift() ?? first) : first)
      const clock = setTimeout(
        () => tell({ kind: 'error', message: 'the recording server did not answer in time' }),
        timeout,
      )
      waiting = (answer) => {
        clearTimeout(clock)
        resolve(answer)
      }
    })
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const clock = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMilliseconds)
  if (child.connected) child.send({ kind: 'stop' })
  else child.kill('SIGKILL')
  await ended
  clearTimeout(clock)
}
