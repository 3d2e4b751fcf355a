import { blocked, type LockMode, lockModes, lockName } from '@operator/postgres'
import type { Measurement } from '@operator/rehearsal'
import { listed } from '@operator/report'
import type { Effect } from './expected-effect.ts'

/** A statement's locks and work in words. */
export interface ToldEffect {
  /** `ACCESS EXCLUSIVE on users: reads and writes wait`. */
  readonly locks: string
  readonly work: string
}

export function describeMeasured({
  locks,
  locksKnown,
  rewritten,
  scanned,
  built,
  validated,
}: Measurement): ToldEffect {
  const work = [
    ...(rewritten.length > 0 ? [`rewrites ${listed(rewritten, 3)}`] : []),
    ...(scanned.length > 0 ? [`reads every row of ${listed(scanned, 3)}`] : []),
    ...(built.length > 0 ? [`builds an index on ${listed(built, 3)}`] : []),
    ...(validated.length > 0 ? [`checks ${listed(validated, 3)}`] : []),
  ]
  const taken = locks.flatMap(({ relation, mode }) => {
    const known = lockModes.find((one) => one === mode)
    return known === undefined ? [] : [{ relation, mode: known }]
  })
  const written = taken.flatMap(({ relation, mode }) => (mode === 'RowExclusiveLock' ? [relation] : []))
  if (work.length === 0 && written.length > 0) work.push(`writes rows of ${listed(written, 3)}`)
  return {
    locks: locksKnown ? describeLocks(taken) : 'takes and gives back its locks by itself',
    work: work.length > 0 ? work.join(', ') : 'changes the catalog only',
  }
}

export function describeExpected(effects: readonly Effect[]): ToldEffect {
  const taken = effects.flatMap(({ relation, lock }) => {
    const known = lockModes.find((one) => one === lock)
    return known === undefined ? [] : [{ relation, mode: known }]
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
}

/** The strongest first; what stops nobody is not told. */
function describeLocks(taken: readonly Taken[]): string {
  const strong = taken.filter(({ mode }) => blocked(mode) !== 'nothing')
  const modes = [...new Set(strong.map(({ mode }) => mode))].sort(
    (a, b) => lockModes.indexOf(b) - lockModes.indexOf(a),
  )
  if (modes.length === 0) return 'nobody waits'
  return modes
    .map((mode) => {
      const relations = strong.filter((one) => one.mode === mode).map(({ relation }) => relation)
      return `${lockName(mode)} on ${listed(relations, 3)}: ${blocked(mode)} wait`
    })
    .join('; ')
}
