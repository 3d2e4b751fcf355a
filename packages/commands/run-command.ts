import { randomBytes } from 'node:crypto'
import { exec } from '@actions/exec'
import { neutralise } from '@operator/report'
import { z } from 'zod'
import { type Environment, scrubEnvironment } from './environment.ts'
import { type Ending, type Order, supervisorProgram } from './supervise.ts'

export interface Command {
  /** A line for the shell, as the policy has it. */
  readonly line: string
  /** Where it runs. */
  readonly directory: string
  /** The environment that it is scrubbed from. */
  readonly environment: Environment
  /** Names of further variables that it may see. */
  readonly pass?: readonly string[]
  /** Milliseconds; then it and everything that it started is ended. */
  readonly timeout: number
  /** Bytes of both streams together; more ends it as well. */
  readonly maxOutput?: number
  /** Milliseconds between the polite and the final signal. */
  readonly grace?: number
  /** Takes secrets out of the output. */
  readonly redact?: (text: string) => string
}

export interface CommandResult {
  /** `exited` is the only end that says anything about what the command was to do; `lost`: nobody saw how it ended. */
  readonly end: Ending['end'] | 'lost'
  /** Null when it did not exit by itself. */
  readonly exitCode: number | null
  readonly signal: string | null
  /** Redacted, and safe to print in a job's log. */
  readonly stdout: string
  readonly stderr: string
  /** Milliseconds. */
  readonly duration: number
  /** Why it was not started, or is lost. */
  readonly message: string | undefined
}

const ending = z.object({
  end: z.enum(['exited', 'timed-out', 'too-much-output', 'not-started']),
  exitCode: z.number().int().nullable(),
  signal: z.string().nullable(),
  message: z.string().optional(),
})

const defaultOutput = 1_048_576
const defaultGrace = 2_000

/**
 * Runs a command of the repository with limits and without rights: no token, none of the runner's files, a scrubbed
 * environment, no standard input. This keeps tokens out of its way and out of its output; it is no sandbox, so the job that
 * runs it must have no rights worth taking (`contents: read`, no secrets) and no trusted step after it.
 * Ask `mayRunCommands` first.
 */
export async function runCommand(command: Command): Promise<CommandResult> {
  const { redact = (text: string) => text } = command
  const nonce = randomBytes(24).toString('hex')
  const stdout: Buffer[] = []
  const stderr: Buffer[] = []
  const started = performance.now()
  await exec(`"${process.execPath}"`, ['-e', supervisorProgram], {
    cwd: command.directory,
    env: scrubEnvironment(command.environment, command.pass),
    input: Buffer.from(JSON.stringify(orderFor(command, nonce))),
    silent: true,
    ignoreReturnCode: true,
    listeners: {
      stdout: (data) => stdout.push(data),
      stderr: (data) => stderr.push(data),
    },
  })
  const duration = Math.round(performance.now() - started)
  const { output, end } = readEnding(Buffer.concat(stderr).toString('utf8'), nonce)
  const shown = (text: string) => neutralise(redact(text))
  return {
    ...end,
    message: end.message,
    stdout: shown(Buffer.concat(stdout).toString('utf8')),
    stderr: shown(output),
    duration,
  }
}

function orderFor(command: Command, nonce: string): Order {
  const windows = process.platform === 'win32'
  return {
    command: windows ? (process.env['ComSpec'] ?? 'cmd.exe') : '/bin/sh',
    args: windows ? ['/d', '/s', '/c', command.line] : ['-c', command.line],
    timeout: command.timeout,
    grace: command.grace ?? defaultGrace,
    maxOutput: command.maxOutput ?? defaultOutput,
    nonce,
    mark: 'OPERATOR_COMMAND',
  }
}

/** The supervisor's last line, and what the command itself wrote before it. */
function readEnding(text: string, nonce: string) {
  const at = text.lastIndexOf(`\n${nonce}`)
  if (at < 0) {
    const message = 'The process that watches over the command ended before it.'
    return { output: text, end: { end: 'lost', exitCode: null, signal: null, message } as const }
  }
  return { output: text.slice(0, at), end: ending.parse(JSON.parse(text.slice(at + 1 + nonce.length))) }
}
