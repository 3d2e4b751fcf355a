import { hasPersistedToken, mayRunCommands, runCommand } from '@operator/commands'
import type { OwnCommands } from '@operator/migrations'
import { openRecording } from '@operator/rehearsal'

export interface OwnCommandInputs {
  readonly 'migrate-command'?: string | undefined
  readonly 'rollback-command'?: string | undefined
}

export interface OwnCommandPlace {
  /** Name of the event. */
  readonly event: string
  /** The checked-out repository. */
  readonly directory: string
  /** Where this bundle is. */
  readonly bundle: string
  readonly progress: (at: string) => void
}

/** The commands that the workflow gave, with the rights that they have here; undefined where it gave none. */
export function prepareOwnCommands(
  { 'migrate-command': migrate, 'rollback-command': rollback }: OwnCommandInputs,
  { event, directory, bundle, progress }: OwnCommandPlace,
): OwnCommands | undefined {
  if (migrate === undefined) return undefined
  return {
    migrate,
    rollback,
    refused: whyRefused(event, directory),
    progress,
    openRecording: (major) => openRecording({ major, directory: bundle, onProgress: progress }),
    run: async ({ line, directory: where, variables, timeout }) => {
      const { end, exitCode, stdout, stderr, message } = await runCommand({
        line,
        directory: where,
        environment: { ...process.env, ...variables },
        pass: Object.keys(variables),
        timeout,
      })
      return { end, exitCode, output: lastLines(`${stdout}\n${stderr}\n${message ?? ''}`) }
    },
  }
}

function whyRefused(event: string, directory: string): OwnCommands['refused'] {
  const decision = mayRunCommands(event)
  if (!decision.allowed) return decision
  if (!hasPersistedToken(directory)) return undefined
  return {
    code: 'token-in-clone',
    message: 'The clone holds the token of this job, which the command could read.',
    next: 'Check out with persist-credentials: false.',
  }
}

const keptCharacters = 2_000

function lastLines(text: string): string {
  return text.trim().slice(-keptCharacters)
}
