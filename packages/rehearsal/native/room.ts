import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, chown, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { type UnprivilegedUser, unprivilegedUser } from './unprivileged-user.ts'

/** A directory of one rehearsal and the processes that work in it. All of it is gone when this process is, however that ended. */
export interface Room {
  /** Whom its processes run as, where that is not the job's own user. */
  readonly user: UnprivilegedUser | undefined
  readonly directory: string
  /** Runs a program to its end; rejects with the end of what it printed. */
  run(command: string, args: readonly string[]): Promise<void>
  /** Starts a program that goes on. */
  start(command: string, args: readonly string[]): Running
  remove(): Promise<void>
}

export interface Running {
  /** Settles when the program has ended, with the end of what it printed. */
  readonly ended: Promise<Ending>
  stop(): Promise<void>
}

interface Ending {
  readonly code: number | null
  readonly output: string
}

/** The pipe on its input closes when this process ends, even if it was killed; then the program ends too (SIGQUIT: PostgreSQL stops at once). */
const guard = `
ulimit -c 0; ulimit -v "$1" 2>/dev/null; shift
exec 3<&0
"$@" </dev/null 3<&- &
program=$!
{ cat <&3 >/dev/null; kill -QUIT "$program"; } >/dev/null 2>&1 &
exec 3<&-
wait "$program"
`

/** Removes the directory once the same pipe closes. The server needs a moment to let go of it. */
const keeper = `
cat >/dev/null
for attempt in 1 2 3 4 5 6 7 8 9 10; do rm -rf "$1" 2>/dev/null && exit; sleep 1; done
`

/** Of each process of the server, in KiB: what a migration makes it hold must not take the machine's memory. */
const addressSpace = String(4 * 1024 * 1024)

/** Nothing of the job's: no token, no file by which a step speaks to the runner, no loader's variable. */
function scrubbedEnvironment(): Record<string, string> {
  const mark = process.env['RUNNER_TRACKING_ID']
  // The runner ends what a job left behind by this mark.
  return {
    PATH: '/usr/bin:/bin',
    LC_ALL: 'C',
    TZ: 'UTC',
    ...(mark !== undefined && { RUNNER_TRACKING_ID: mark }),
  }
}

export async function openRoom(): Promise<Room> {
  const user = await unprivilegedUser()
  // A socket's path holds about a hundred bytes, and another user can reach this: both speak for the system's own directory.
  const directory = await mkdtemp(join(tmpdir(), 'operator-pg-'))
  const keeping = spawn('/bin/sh', ['-c', keeper, 'keeper', directory], {
    stdio: ['pipe', 'ignore', 'ignore'],
    env: scrubbedEnvironment(),
    detached: true,
  })
  await chmod(directory, 0o700)
  if (user) await chown(directory, user.uid, user.gid)
  const running = new Set<Running>()
  const start = (command: string, args: readonly string[]) => {
    const started = startGuarded(user, directory, command, args)
    running.add(started)
    started.ended.then(() => running.delete(started))
    return started
  }
  return {
    user,
    directory,
    start,
    run: async (command, args) => {
      const { code, output } = await start(command, args).ended
      if (code !== 0) throw new Error(`${command} ended with ${code}: ${output.trim()}`)
    },
    remove: async () => {
      await Promise.all([...running].map((program) => program.stop()))
      await rm(directory, { recursive: true, force: true })
      await release(keeping)
    },
  }
}

async function release(keeping: ChildProcess): Promise<void> {
  if (keeping.exitCode !== null) return
  const closed = once(keeping, 'close')
  keeping.stdin?.end()
  await closed
}

function startGuarded(
  user: UnprivilegedUser | undefined,
  directory: string,
  command: string,
  args: readonly string[],
): Running {
  // A group of its own, so that a signal to the job's group leaves the guard to do its work.
  const child = spawn('/bin/sh', ['-c', guard, 'guard', addressSpace, command, ...args], {
    cwd: directory,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: scrubbedEnvironment(),
    detached: true,
    ...user,
  })
  child.stdin.on('error', () => undefined)
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    const decoder = new StringDecoder('utf8')
    stream.on('data', (chunk: Buffer) => {
      output = `${output}${decoder.write(chunk)}`.slice(-2_000)
    })
  }
  const ended = new Promise<Ending>((resolve) => {
    child.on('error', (error) => resolve({ code: null, output: error.message }))
    child.on('exit', (code) => {
      child.stdin.end()
      resolve({ code, output })
    })
  })
  return {
    ended,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}
