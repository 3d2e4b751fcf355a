import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { backupFacts, collectBackup, evaluateBackup } from '@operator/backup'
import { type Evaluation, hideSecret, type SeenRequest } from '@operator/host'
import {
  collectLive,
  digestOf,
  evaluateLive,
  type GivenRecord,
  liveSnapshot,
  type MigrationsPolicy,
  type Visit,
} from '@operator/migrations'
import type { Rehearse } from '@operator/rehearsal'
import { z } from 'zod'
import type { migrationGuardInputs } from './inputs.ts'

/** What was seen around the real migration. */
export const aroundSnapshot = z
  .object({
    live: liveSnapshot,
    /** Asked before the migration only. */
    backup: backupFacts.optional(),
    /** Where the record of `phase: before` was written. */
    written: z.object({ path: z.string(), digest: z.string() }).readonly().optional(),
  })
  .readonly()
export type AroundSnapshot = z.infer<typeof aroundSnapshot>

type Request = SeenRequest<typeof migrationGuardInputs>

/** Looks at the live database, before the migration also for its backup, and writes down what `verify` will need. */
export async function collectAround(
  request: Request,
  phase: 'before' | 'verify',
  rehearse: Rehearse | undefined,
): Promise<AroundSnapshot> {
  const { directory, event, inputs, now, policy, progress, sight } = request
  const { migrations } = policy
  const { record, snapshot } = await collectLive({
    phase,
    repository: sight.range.repository,
    head: sight.range.head,
    policy: migrations,
    rehearse,
    visit: await openVisit(inputs['live-database-url'], migrations),
    record: phase === 'verify' ? await readRecord(inputs) : undefined,
    now,
    progress,
  })
  if (phase === 'verify') return { live: snapshot }
  progress('asking for backups')
  const backup = await collectBackup({
    policy: migrations.backup,
    event: event.name,
    directory,
    environment: process.env,
  })
  if (record === undefined) return { live: snapshot, backup }
  const path =
    inputs.record ?? join(process.env['RUNNER_TEMP'] ?? directory, 'operator-migration-record.json')
  const text = `${JSON.stringify(record)}\n`
  await writeFile(path, text, { mode: 0o600 })
  return { live: snapshot, backup, written: { path, digest: digestOf(text) } }
}

/** Pure. */
export function evaluateAround(
  { backup, live, written }: AroundSnapshot,
  migrations: MigrationsPolicy,
  now: Date,
): Evaluation {
  const state = evaluateLive(live)
  if (backup === undefined) return { outcomes: [state] }
  return {
    outcomes: [evaluateBackup(backup, migrations.backup, riskOf(live), now), state],
    outputs: { record: written?.path ?? '', 'record-digest': written?.digest ?? '' },
  }
}

function riskOf({ live, migrations }: AroundSnapshot['live']): Parameters<typeof evaluateBackup>[2] {
  if (migrations.kind === 'none') return 'keeps-data'
  const data = live.kind === 'read' ? live.data : undefined
  if (data === undefined || data.status === 'unknown') return 'unknown'
  return data.status === 'pass' || data.status === 'not-applicable' ? 'keeps-data' : 'loses-data'
}

/** The client of PostgreSQL is loaded only where there is something to reach. */
async function openVisit(url: string | undefined, { live }: MigrationsPolicy): Promise<Visit | undefined> {
  if (url === undefined) return undefined
  if (URL.canParse(url)) hideSecret(new URL(url).password)
  const { withLiveDatabase } = await import('@operator/live-database')
  const limits = {
    connect: live['connect-timeout'],
    statement: live['statement-timeout'],
    lock: live['lock-timeout'],
  }
  return (work) => withLiveDatabase(url, limits, work)
}

async function readRecord({
  record: path,
  'record-digest': digest,
}: Request['inputs']): Promise<GivenRecord | undefined> {
  if (path === undefined) return undefined
  try {
    return { kind: 'found', path, text: await readFile(path, 'utf8'), digest }
  } catch (error) {
    return { kind: 'missing', path, why: error instanceof Error ? error.message : String(error) }
  }
}
