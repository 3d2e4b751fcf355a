import type { Catalog, Rehearse } from '@operator/rehearsal'
import { listed } from '@operator/report'
import { defaultMajor } from '../collect.ts'
import { collectHistory } from '../collect-history.ts'
import type { MigrationsPolicy } from '../policy.ts'
import type { HistorySnapshot } from '../snapshot.ts'
import type { RepositoryMigrations } from './repository-migrations.ts'

/** What the repository's migrations make, by running them, or why that is not known. */
export type Expectation =
  | {
      readonly kind: 'rehearsed'
      readonly before: Catalog
      readonly after: Catalog
      readonly history: HistorySnapshot
    }
  | { readonly kind: 'unknown'; readonly code: string; readonly message: string; readonly next: string }

export interface ExpectationInput {
  readonly migrations: RepositoryMigrations
  /** Paths of those that are applied last; the ones before them are the base. At least one. */
  readonly pending: ReadonlySet<string>
  readonly policy: MigrationsPolicy
  readonly rehearse: Rehearse | undefined
  /** The live server's. */
  readonly major: number
}

/** Runs all migrations on a throwaway database, the pending ones as the change. */
export async function expect(input: ExpectationInput): Promise<Expectation> {
  const { major, migrations, pending, policy, rehearse } = input
  const wanted = policy.postgres ?? defaultMajor
  if (migrations.kind !== 'history') return explainKind(migrations)
  if (major !== wanted)
    return unknown(
      'other-major',
      `The live server is PostgreSQL ${major}, and the rehearsal's is ${wanted}, which writes definitions otherwise.`,
      `Set migrations.postgres to ${major}.`,
    )
  if (migrations.unread.length > 0)
    return unknown('not-read', `${listed(migrations.unread, 3)} could not be read.`, 'Look at these files.')
  const { history, tree } = migrations
  const applied = history.versions.filter(({ path }) => !pending.has(path))
  const added = history.versions.filter(({ path }) => pending.has(path))
  const snapshot = await collectHistory({
    pair: { head: history, base: { ...history, versions: applied }, added, problems: [] },
    tree,
    changed: new Set(),
    policy,
    rehearse: rehearse && ((plan) => rehearse({ ...plan, catalogs: true })),
  })
  const { rehearsal } = snapshot
  if (rehearsal.kind !== 'rehearsed') {
    const why = rehearsal.kind === 'not-run' ? rehearsal.why : rehearsal.message
    return unknown('not-rehearsed', `What the migrations make is not known: ${why}.`, next)
  }
  const failure =
    rehearsal.log.skipped[0] ??
    snapshot.setAside[0] ??
    (rehearsal.log.up.result === 'failed' ? rehearsal.log.up.failure : undefined)
  const { catalogs } = rehearsal.log
  if (failure !== undefined || catalogs === undefined) {
    const at = failure === undefined ? '' : ` ${failure.path}:${failure.line}: ${failure.error.message}`
    return unknown(
      'not-rehearsed',
      `What the migrations make is not known: not all of them run here.${at}`,
      next,
    )
  }
  return { kind: 'rehearsed', ...catalogs, history: snapshot }
}

const next = 'Compare the schema of the live database with that of staging by hand.'

function unknown(code: string, message: string, advice: string): Expectation {
  return { kind: 'unknown', code, message, next: advice }
}

function explainKind(migrations: Exclude<RepositoryMigrations, { kind: 'history' }>): Expectation {
  switch (migrations.kind) {
    case 'none':
      return unknown(
        'no-migrations',
        'The commit has no migrations that are recognised.',
        'Name their directory in migrations.paths.',
      )
    case 'code':
      return unknown(
        'needs-own-command',
        `What ${migrations.tool} migrations make is known only once their own command has run.`,
        next,
      )
    case 'several':
      return unknown(
        'several-histories',
        `The commit has migrations in ${listed(migrations.directories, 4)}, and one database was given.`,
        'Name the directory of this database in migrations.paths, or ignore the others in migrations.ignore.',
      )
  }
}
