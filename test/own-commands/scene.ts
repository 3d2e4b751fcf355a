import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { openRepository } from '@operator/git'
import { collectMigrations, evaluateMigrations, type MigrationsSnapshot } from '@operator/migrations'
import { migrationsPolicy } from '@operator/migrations/policy'
import { type OpenedRecording, openRecording, openRehearsal, type RehearsalAnswer } from '@operator/rehearsal'
import { root } from '@operator/tooling'
import { prepareOwnCommands } from '../../actions/migration-guard/own-commands.ts'
import { TemporaryRepository } from '../../packages/git/temporary-repository.ts'
import { emptyDatabase } from './empty-database.ts'

const bundle = join(root, 'packages', 'rehearsal')

export interface Scene {
  readonly base: Readonly<Record<string, string>>
  readonly head: Readonly<Record<string, string>>
  readonly migrate: string
  readonly rollback?: string
  /** Linked into the work tree. */
  readonly nodeModules?: string
  readonly event?: string
  /** False: only what was recorded is looked at, and no rehearsal is paid for. */
  readonly rehearsed?: boolean
  readonly policy?: Readonly<Record<string, unknown>>
  /** Done to the repository's folder before the judging. */
  readonly prepare?: (repository: TemporaryRepository) => void
}

/** One recording server for all scenes of a file. */
export interface SharedServer {
  judge(scene: Scene): Promise<Judged>
  close(): Promise<void>
}

export interface Judged {
  readonly snapshot: MigrationsSnapshot
  readonly outcomes: ReturnType<typeof evaluateMigrations>
}

export async function shareServer(): Promise<SharedServer> {
  process.env['RUNNER_TOOL_CACHE'] = join(root, 'node_modules', '.cache', 'operator')
  const server = await openRecording({ major: 18, directory: bundle })
  if (server.kind !== 'open') throw new Error(`There is no recording server: ${server.message}`)
  const { recording } = server
  const lend = async (): Promise<OpenedRecording> => {
    await emptyDatabase(recording.login)
    await recording.take()
    return { kind: 'open', recording: { ...recording, close: async () => undefined } }
  }
  return { judge: (scene) => judge(scene, lend), close: () => recording.close() }
}

const notTried: RehearsalAnswer = { kind: 'stopped', why: 'timeout', message: 'it was not tried' }

async function judge(scene: Scene, openRecording: () => Promise<OpenedRecording>): Promise<Judged> {
  const repository = new TemporaryRepository()
  try {
    const base = repository.commit(scene.base)
    const head = repository.commit(scene.head)
    if (scene.nodeModules !== undefined)
      symlinkSync(scene.nodeModules, join(repository.directory, 'node_modules'))
    scene.prepare?.(repository)
    const policy = migrationsPolicy.parse(scene.policy ?? {})
    const commands = prepareOwnCommands(
      { 'migrate-command': scene.migrate, 'rollback-command': scene.rollback },
      {
        event: scene.event ?? 'pull_request',
        directory: repository.directory,
        bundle,
        progress: () => undefined,
      },
    )
    const snapshot = await collectMigrations(
      { repository: await openRepository(repository.directory), base, head },
      policy,
      scene.rehearsed === false
        ? async () => notTried
        : openRehearsal(
            { engine: 'auto', role: policy.role },
            { directory: bundle, timeoutMilliseconds: 60_000 },
          ),
      undefined,
      commands && { ...commands, openRecording },
    )
    return { snapshot, outcomes: evaluateMigrations(snapshot, policy, new Date()) }
  } finally {
    repository.remove()
  }
}

/** Status and code of each check. */
export function codesOf({ outcomes }: Judged): Record<string, string> {
  return Object.fromEntries(
    outcomes.map(({ id, status, reason }) => [
      id.replace('migration-guard/', ''),
      `${status} ${reason.code}`,
    ]),
  )
}

export function recordedOf({ snapshot }: Judged) {
  if (snapshot.ownCommand?.kind !== 'recorded')
    throw new Error(`Nothing was recorded: ${JSON.stringify(snapshot.ownCommand)}`)
  return snapshot.ownCommand
}
