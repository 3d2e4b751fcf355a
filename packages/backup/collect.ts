import { type Environment, hasPersistedToken, mayRunCommands, runCommand } from '@operator/commands'
import { formatDuration, shorten } from '@operator/report'
import type { BackupFacts } from './facts.ts'
import { formats } from './formats/index.ts'
import type { BackupPolicy } from './policy.ts'

export interface BackupRequest {
  /** Absent where the policy has no `migrations.backup`. */
  readonly policy: BackupPolicy | undefined
  /** The event's name. */
  readonly event: string
  /** Where the command runs. */
  readonly directory: string
  readonly environment: Environment
  readonly redact?: (text: string) => string
}

/** Lists of backups are long. Bytes. */
const maxOutput = 4_194_304

/** Asks the repository's own command which backups there are. */
export async function collectBackup(request: BackupRequest): Promise<BackupFacts> {
  const { directory, environment, event, policy, redact } = request
  if (policy === undefined) return { kind: 'not-configured' }
  const allowed = mayRunCommands(event)
  if (!allowed.allowed) return refuse(allowed.code, allowed.message, allowed.next)
  if (hasPersistedToken(directory))
    return refuse(
      'token-in-clone',
      'The clone holds the token of this job, which the command could read.',
      'Check out with persist-credentials: false.',
    )
  const source = `command ${shorten(policy.command, 60)}`
  const result = await runCommand({
    line: policy.command,
    directory,
    environment,
    pass: policy.env,
    timeout: policy.timeout,
    maxOutput,
    ...(redact && { redact }),
  })
  if (result.end !== 'exited' || result.exitCode !== 0) {
    const how =
      result.end === 'exited'
        ? `ended with ${result.exitCode}`
        : result.end === 'timed-out'
          ? `did not end within ${formatDuration(policy.timeout)}`
          : `did not end well (${result.end})`
    const said = shorten(result.stderr.replace(/\s+/g, ' ').trim(), 200)
    return refuse(
      'command-failed',
      `The ${source} ${how}${said === '' ? '' : `: ${said}`}.`,
      'Run the command by hand and see why it fails.',
    )
  }
  const list = formats[policy.format](parse(result.stdout))
  return list === undefined
    ? refuse(
        'output-unreadable',
        `The ${source} printed something else than ${expected(policy.format)}.`,
        policy.format === 'json'
          ? 'Let it print one JSON object, with taken_at and its zone, and size in bytes.'
          : `Let it print the JSON of ${policy.format}, or name its format in migrations.backup.format.`,
      )
    : { kind: 'told', source, list }
}

function expected(format: BackupPolicy['format']): string {
  return format === 'json' ? '{"taken_at": "2026-11-25T03:00:00Z", "size": 123456}' : `what ${format} prints`
}

function refuse(code: string, message: string, next: string): BackupFacts {
  return { kind: 'refused', code, message, next }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // Said as `output-unreadable`.
    return undefined
  }
}
