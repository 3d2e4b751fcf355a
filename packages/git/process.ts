import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import type { Readable, Writable } from 'node:stream'

/** git could not answer; the message says which command and what git said. */
export class GitError extends Error {
  readonly exitCode: number | null

  constructor(message: string, exitCode: number | null, options?: ErrorOptions) {
    super(message, options)
    this.name = 'GitError'
    this.exitCode = exitCode
  }
}

/**
 * The judged repository is hostile: none of its configuration may run a program or hide an object.
 * `safe.directory=*` because checkouts in containers belong to another user, and nothing of them is executed here.
 */
const safeOptions = [
  '--no-pager',
  '--no-replace-objects',
  '--no-optional-locks',
  '--literal-pathspecs',
  '-c',
  'safe.directory=*',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'core.attributesFile=/dev/null',
  '-c',
  'core.commitGraph=false',
  '-c',
  'core.quotePath=false',
  '-c',
  'protocol.allow=never',
  '-c',
  'diff.external=',
  '-c',
  'log.showSignature=false',
  '-c',
  'log.mailmap=false',
  '-c',
  'i18n.logOutputEncoding=UTF-8',
  '-c',
  'advice.graftFileDeprecated=false',
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
] as const

function safeEnvironment(): NodeJS.ProcessEnv {
  const { PATH, HOME, SYSTEMROOT, TEMP, TMP } = process.env
  return {
    ...(PATH !== undefined && { PATH }),
    ...(HOME !== undefined && { HOME }),
    ...(SYSTEMROOT !== undefined && { SYSTEMROOT }),
    ...(TEMP !== undefined && { TEMP }),
    ...(TMP !== undefined && { TMP }),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_NO_REPLACE_OBJECTS: '1',
    GIT_GRAFT_FILE: process.platform === 'win32' ? 'NUL' : '/dev/null',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_TERMINAL_PROMPT: '0',
    GIT_NO_LAZY_FETCH: '1',
    GIT_ALLOW_PROTOCOL: '',
    GIT_ATTR_NOSYSTEM: '1',
  }
}

/** Windows would look for git in the judged repository first (libuv, search_path), so there it is found here. */
function gitProgram(): string {
  if (process.platform !== 'win32') return 'git'
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => isAbsolute(folder))
  return folders.map((folder) => join(folder, 'git.exe')).find((path) => existsSync(path)) ?? 'git'
}

export type GitProcess = ChildProcessByStdio<Writable, Readable, Readable>

/** Starts git in a directory with everything switched off that a repository's own configuration could switch on. */
export function startGit(directory: string, args: readonly string[]): GitProcess {
  return spawn(gitProgram(), [...safeOptions, ...args], {
    cwd: directory,
    env: safeEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  })
}

/** git's whole output. Throws {@link GitError} when git fails. */
export async function runGit(directory: string, args: readonly string[], input = ''): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of streamGit(directory, args, input)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** git's output as it comes. Throws {@link GitError} at the end when git fails. */
export async function* streamGit(
  directory: string,
  args: readonly string[],
  input = '',
): AsyncGenerator<Buffer> {
  const child = startGit(directory, args)
  const ended = waitForEnd(child, args)
  // A git that ends early closes its input; what it says on standard error is the error to report.
  child.stdin.on('error', () => child.stdin.destroy())
  child.stdin.end(input)
  try {
    for await (const chunk of child.stdout) if (Buffer.isBuffer(chunk)) yield chunk
    await ended
  } finally {
    child.kill()
    await Promise.allSettled([ended])
  }
}

/** Reads what git says on standard error, so that it never waits for a reader; the beginning is kept. */
export function hearComplaint(child: GitProcess): () => string {
  let complaint = ''
  child.stderr.on('data', (chunk: Buffer) => {
    if (complaint.length < 4_096) complaint = (complaint + chunk.toString()).slice(0, 4_096)
  })
  return () => complaint.trim()
}

function waitForEnd(child: GitProcess, args: readonly string[]): Promise<void> {
  const complaint = hearComplaint(child)
  return new Promise((resolve, reject) => {
    child.on('error', (cause) => {
      const message = 'code' in cause && cause.code === 'ENOENT' ? 'git is not installed.' : cause.message
      reject(new GitError(message, null, { cause }))
    })
    child.on('close', (code, signal) => {
      if (code === 0) resolve()
      else {
        const reason = complaint() || `ended by ${signal ?? 'nothing known'}`
        reject(new GitError(`git ${args[0] ?? ''} failed: ${reason}`, code))
      }
    })
  })
}
