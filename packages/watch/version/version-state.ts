import type { VersionAnswer } from '../event.ts'
import type { WatchPlan } from '../plan.ts'
import { isSameVersion } from './same-version.ts'

/** Answers in a row that show that only one version is served: behind a load balancer each may come from another instance. */
export const convergedAnswers = 3

/** How many different other versions are remembered. */
const rememberedVersions = 5

export interface VersionState {
  /** Answers in a row with the expected version. */
  readonly expectedInARow: number
  /** Answers in a row with another version. */
  readonly otherInARow: number
  readonly expectedSeen: boolean
  /** For a while nothing but the expected version was served. */
  readonly converged: boolean
  /** Another version was seen after the expected one. */
  readonly mixed: boolean
  /** The other versions that were served, the first one first. */
  readonly others: readonly string[]
  readonly last: VersionAnswer | undefined
}

export const unreadVersion: VersionState = {
  expectedInARow: 0,
  otherInARow: 0,
  expectedSeen: false,
  converged: false,
  mixed: false,
  others: [],
  last: undefined,
}

/** What an answer says about a version that is waited for. */
export type Served = 'expected' | 'other' | 'not-told'

export function servedBy(answer: VersionAnswer | undefined, expected: string | null): Served {
  if (answer?.kind !== 'version' || expected === null) return 'not-told'
  return isSameVersion(expected, answer.version) ? 'expected' : 'other'
}

/** Takes one answer into account. No answer, or one without a version, breaks both rows: neither was shown. */
export function noteVersion(state: VersionState, plan: WatchPlan, answer: VersionAnswer): VersionState {
  const served = servedBy(answer, plan.version.expected)
  const other = served === 'other' && answer.kind === 'version' ? answer.version.slice(0, 100) : undefined
  const expectedInARow = served === 'expected' ? state.expectedInARow + 1 : 0
  const isNew = other !== undefined && !state.others.includes(other)
  return {
    expectedInARow,
    otherInARow: served === 'other' ? state.otherInARow + 1 : 0,
    expectedSeen: state.expectedSeen || served === 'expected',
    converged: state.converged || expectedInARow >= convergedAnswers,
    mixed: state.mixed || (served === 'other' && state.expectedSeen),
    others: isNew ? [...state.others, other].slice(0, rememberedVersions) : state.others,
    last: answer,
  }
}
