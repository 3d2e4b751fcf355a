import type { Repository } from '@operator/git'
import type { Rehearse } from '@operator/rehearsal'
import { evaluateData } from '../evaluate-data.ts'
import type { MigrationsPolicy } from '../policy.ts'
import { acceptRecord, type GivenRecord } from './accept-record.ts'
import { compareVersions } from './compare-versions.ts'
import { countRows } from './count-rows.ts'
import { findDrift } from './drift.ts'
import { type Expectation, expect } from './expectation.ts'
import { findUnsound } from './live-facts.ts'
import { findShrinking } from './losses.ts'
import { readLiveCatalog } from './read-catalog.ts'
import { listVersionTables, readVersions } from './read-versions.ts'
import { type LiveRecord, liveRecord } from './record.ts'
import { findRepositoryMigrations, type RepositoryMigrations } from './repository-migrations.ts'
import { readServer } from './server.ts'
import type { LiveRead, LiveSnapshot } from './snapshot.ts'
import type { Visit } from './visit.ts'

export interface LiveRequest {
  readonly phase: 'before' | 'verify'
  readonly repository: Repository
  /** The commit whose migrations are applied. */
  readonly head: string
  readonly policy: MigrationsPolicy
  readonly rehearse: Rehearse | undefined
  /** Undefined where no address was given. */
  readonly visit: Visit | undefined
  /** What `phase: before` wrote, for `verify`. */
  readonly record: GivenRecord | undefined
  readonly now: Date
  readonly progress: (at: string) => void
}

export interface CollectedLive {
  readonly snapshot: LiveSnapshot
  /** To be written down, after `phase: before`. */
  readonly record: LiveRecord | undefined
}

/** Looks at the live database and at what the commit's migrations make of a throwaway one. */
export async function collectLive(request: LiveRequest): Promise<CollectedLive> {
  const { phase, policy, progress, visit } = request
  const migrations = await findRepositoryMigrations(request.repository, request.head, policy)
  const shared = { phase, migrations: describe(migrations), record: { kind: 'none' as const } }
  if (visit === undefined) return { snapshot: { ...shared, live: { kind: 'not-given' } }, record: undefined }
  progress('reading the live database')
  const answer = await visit(async (session) => ({
    server: await readServer(session),
    catalog: await readLiveCatalog(session),
    versions: await readVersions(session, toolOf(migrations), policy.live['version-table']),
    tables: await listVersionTables(session, policy.live['version-table']),
    rows: await countRows(session, {
      exactBelow: policy.live['count-below'],
      time: policy.live['count-timeout'],
    }),
  }))
  if (answer.kind !== 'read') return { snapshot: { ...shared, live: answer }, record: undefined }
  const { catalog, rows, server, tables, versions } = answer.value
  const known = migrations.kind === 'history' || migrations.kind === 'code' ? migrations.known : undefined
  const comparison =
    versions.kind === 'read' && known !== undefined
      ? compareVersions(versions, known)
      : versions.kind === 'none' && versions.empty && known !== undefined
        ? { known, applied: [], pending: known, gaps: [], unknown: [] }
        : undefined
  const pending = new Set(comparison?.pending.map(({ path }) => path))
  progress('rehearsing what the migrations make')
  const expectation = await expect({
    migrations,
    pending: phase === 'before' && pending.size > 0 ? pending : lastOf(migrations),
    policy,
    rehearse: request.rehearse,
    major: server.major,
  })
  // Without pending migrations the schema is to be what all of them make.
  const expected =
    expectation.kind === 'rehearsed' && phase === 'before' && pending.size > 0
      ? expectation.before
      : expectation.kind === 'rehearsed'
        ? expectation.after
        : undefined
  const differences = expected && findDrift(expected, catalog, { tables, patterns: policy.live.ignore })
  const judged =
    phase === 'before' && pending.size > 0 && expectation.kind === 'rehearsed'
      ? expectation.history
      : undefined
  const live: LiveRead = {
    kind: 'read',
    server,
    versions,
    ...(comparison && { comparison }),
    rows,
    unsound: findUnsound(catalog),
    drift: driftOf(phase, comparison === undefined, expectation, differences),
    ...(phase === 'before' &&
      comparison?.pending.length === 0 && {
        data: { status: 'not-applicable' as const, message: 'Nothing is pending.' },
      }),
    ...(judged && { data: summarise(judged) }),
  }
  if (phase === 'verify') {
    const record = acceptRecord(request.record, { ...request, server, maxAge: policy.live['record-max-age'] })
    return { snapshot: { ...shared, live, record }, record: undefined }
  }
  return {
    snapshot: { ...shared, live },
    record: liveRecord.parse({
      recordVersion: 1,
      takenAt: request.now.toISOString(),
      commit: request.head,
      identity: server.identity,
      major: server.major,
      rows,
      versions,
      ...(comparison && { pending: [...pending] }),
      mayShrink: judged ? findShrinking(judged) : [],
      ...(live.drift.kind === 'compared' && { drift: live.drift.differences }),
      catalog,
    }),
  }
}

function driftOf(
  phase: LiveRequest['phase'],
  isUncertain: boolean,
  expectation: Expectation,
  differences: ReturnType<typeof findDrift> | undefined,
): LiveRead['drift'] {
  if (expectation.kind === 'unknown') return expectation
  if (phase === 'before' && isUncertain)
    return {
      kind: 'unknown',
      code: 'versions-unknown',
      message: 'Which migrations are applied is not known, so neither is what the schema should be.',
      next: 'Name the table of the migration tool in migrations.live.version-table.',
    }
  return { kind: 'compared', differences: differences ?? [] }
}

function summarise(history: Extract<Expectation, { kind: 'rehearsed' }>['history']): LiveRead['data'] {
  const { message, status } = evaluateData(history)
  return { status, message }
}

function toolOf(migrations: RepositoryMigrations): string | undefined {
  if (migrations.kind === 'history') return migrations.history.tool
  return migrations.kind === 'code' ? migrations.tool : undefined
}

/** The newest migration alone: something must be applied for the catalog after it to be seen. */
function lastOf(migrations: RepositoryMigrations): ReadonlySet<string> {
  const last = migrations.kind === 'history' ? migrations.history.versions.at(-1)?.path : undefined
  return new Set(last === undefined ? [] : [last])
}

function describe(migrations: RepositoryMigrations): LiveSnapshot['migrations'] {
  const tool = toolOf(migrations)
  return {
    kind: migrations.kind,
    ...(tool !== undefined && { tool }),
    ...(migrations.kind === 'history' && { directory: migrations.history.directory }),
  }
}
