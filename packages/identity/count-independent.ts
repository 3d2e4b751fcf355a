import { traceContributors } from './contributors.ts'
import type { Involvement } from './facts.ts'
import type { Eligibility } from './judge-approver.ts'

/** How many of those who said yes had no hand in the change, whoever they are. */
export interface Independence {
  /** So many at least. */
  readonly atLeast: number
  /** So many people with a hand in it cannot be named, and each could be one of the approvers; infinite where something is unread. */
  readonly hidden: number
}

/**
 * Somebody who started the run behind a bot's pull request, or stands behind an address that GitHub links to nobody, is one
 * person. Where one more independent person approves than there are such people, one of the approvers is none of them.
 */
export function countIndependent(judged: readonly Eligibility[], involvement: Involvement): Independence {
  const { untraced } = traceContributors(involvement)
  const unread = untraced.some(({ code }) => code === 'incomplete')
  const hidden = unread ? Number.POSITIVE_INFINITY : new Set(untraced.map(({ what }) => what)).size
  const named = (kind: Eligibility['kind']) =>
    new Set(
      judged
        .filter((one) => one.kind === kind && !(one.kind === 'unknown' && one.code === 'permission-unread'))
        .map(({ login }) => login.toLowerCase()),
    ).size
  return { atLeast: named('eligible') + Math.max(0, named('unknown') - hidden), hidden }
}
