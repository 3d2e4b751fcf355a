import { blocked, type LockMode, lockModes, lockName, strongerLock } from '@operator/postgres'
import type { Measurement } from '@operator/rehearsal'
import { listed } from '@operator/report'
import type { Effect } from './expected-effect.ts'

/** A statement's locks and work in words. */
export interface ToldEffect {
  /** `ACCESS EXCLUSIVE on users: reads and writes wait`. */
  readonly locks: string
  readonly work: string
}

/** The strongest lock on each relation that a transaction holds, and the line that took it. */
export type HeldLocks = Map<string, { readonly mode: LockMode; readonly path: string; readonly line: number }>

/**
 * Measured are the locks that a statement takes anew; those of earlier statements of its transaction are `held`, which is brought
 * up to date. Indexes are left out where their table is told.
 */
export function describeMeasured(
  { path, line, locks, locksKnown, rewritten, scanned, built, validated }: Measurement,
  held: HeldLocks,
  tables: ReadonlySet<string>,
): ToldEffect {
  for (const { relation, mode } of locks) {
    const known = lockModes.find((one) => one === mode)
    const before = held.get(relation)?.mode
    if (known !== undefined && (before === undefined || strongerLock(before, known) !== before))
      held.set(relation, { mode: known, path, line })
  }
  const names = (relations: readonly string[]) => {
    const known = relations.filter((relation) => tables.has(relation))
    return listed(known.length > 0 ? known : relations, 3)
  }
  const work = [
    ...(rewritten.length > 0 ? [`rewrites ${names(rewritten)} and its indexes`] : []),
    ...(scanned.length > 0 ? [`reads every row of ${names(scanned)}`] : []),
    ...(built.length > 0 && rewritten.length === 0 ? [`builds an index on ${names(built)}`] : []),
    ...(validated.length > 0 ? [`checks every row for ${listed(validated, 3)}`] : []),
  ]
  const written = locks.flatMap(({ relation, mode }) => (mode === 'RowExclusiveLock' ? [relation] : []))
  if (work.length === 0 && written.length > 0) work.push(`writes rows of ${names(written)}`)
  const all = [...held].map(([relation, lock]) => ({
    relation,
    mode: lock.mode,
    since:
      lock.path !== path ? `${lock.path}:${lock.line}` : lock.line === line ? undefined : `line ${lock.line}`,
  }))
  const shown = all.filter(({ relation }) => tables.has(relation))
  return {
    locks: locksKnown
      ? describeLocks(shown.length > 0 ? shown : all)
      : 'takes and gives back its locks by itself',
    work: work.length > 0 ? work.join(', ') : locks.length > 0 ? 'no row is read or rewritten' : '',
  }
}

export function describeExpected(effects: readonly Effect[]): ToldEffect {
  const taken = effects.flatMap(({ relation, lock }) => {
    const known = lockModes.find((one) => one === lock)
    return known === undefined ? [] : [{ relation, mode: known, since: undefined }]
  })
  const verbs = { rewrite: 'rewrites', scan: 'reads every row of', build: 'builds an index on' } as const
  const work = effects.flatMap(({ work: kind, relation }) =>
    kind === 'none' ? [] : [`${verbs[kind]} ${relation}`],
  )
  return { locks: describeLocks(taken), work: [...new Set(work)].join(', ') }
}

interface Taken {
  readonly relation: string
  readonly mode: LockMode
  /** Where an earlier statement of the transaction took it. */
  readonly since: string | undefined
}

/** The strongest first; what stops nobody is not told. */
function describeLocks(taken: readonly Taken[]): string {
  const groups = Map.groupBy(
    taken.filter(({ mode }) => blocked(mode) !== 'nothing'),
    ({ mode, since }) => `${lockModes.indexOf(mode)} ${since === undefined}`,
  )
  if (groups.size === 0) return 'nobody waits'
  return [...groups.values()]
    .sort(
      ([a], [b]) =>
        lockModes.indexOf(b?.mode ?? 'AccessShareLock') - lockModes.indexOf(a?.mode ?? 'AccessShareLock'),
    )
    .flatMap((group) => {
      const [first] = group
      if (first === undefined) return []
      const places = new Set(group.map(({ since }) => since))
      const since =
        first.since === undefined ? '' : `, since ${places.size > 1 ? 'earlier lines' : first.since}`
      return [
        `${lockName(first.mode)} on ${listed(
          group.map(({ relation }) => relation),
          3,
        )}: ${blocked(first.mode)} wait${since}`,
      ]
    })
    .join('; ')
}
