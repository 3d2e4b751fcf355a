import { rateBounds, sumCounts } from '@operator/statistics'
import { judgeMetric } from './metrics/judge-metric.ts'
import { unaskedMetric } from './metrics/metric-state.ts'
import { isBadKnown, usableCounts } from './metrics/usable.ts'
import { countingOf } from './metrics/windows.ts'
import { formatShare } from './numbers.ts'
import { judgePaths, type WatchState } from './state.ts'
import { isSameVersion } from './version/same-version.ts'

/** Rounds in a row that show that a rollback worked: one for each answer that convergence takes. */
export const confirmingRounds = 3

/** Error probability of "the rate fell". */
const alpha = 0.05

/**
 * The version that a rollback brings back, as the environment tells it: the last good commit where versions are commits, else what was
 * served before the new version came. Undefined where neither is known, so that nothing can be proven.
 */
export function formerVersion({ plan, formerVersion: seen }: WatchState): string | undefined {
  const { readable, expected } = plan.version
  if (!readable || plan.lastGood === null || expected === null) return undefined
  const isCommit = plan.deployment !== null && isSameVersion(plan.deployment.sha, expected)
  return isCommit ? plan.lastGood : seen
}

/** What the round that was just closed does not confirm about a rollback; empty when it confirms everything that can be seen. */
export function missingInRound(state: WatchState): string {
  const { version, round } = state
  const former = formerVersion(state)
  if (former !== undefined) {
    const { last } = version
    if (last?.kind !== 'version') return `the version cannot be read: ${last?.reason ?? 'not asked yet'}`
    if (!isSameVersion(former, last.version)) return `version ${last.version.slice(0, 40)} is served`
  }
  for (const { path, verdict } of judgePaths(state)) {
    const answer = round?.probes[path.name]
    if (answer === undefined || answer === 'asked') return `${path.name} was not asked`
    if (answer.result !== 'ok' && verdict.kind !== 'failed-before') return `${path.name}: ${answer.detail}`
  }
  return ''
}

/**
 * Which metrics that regressed are not proven to be better: the upper bound of their rate since the rollback must lie below the
 * lower bound that the incident had.
 */
export function metricsNotRecovered(state: WatchState): string {
  const { plan, servedSince } = state
  if (servedSince === undefined) return ''
  for (const metric of plan.metrics) {
    const own = state.metrics[metric.name] ?? unaskedMetric
    const verdict = judgeMetric(plan, metric, own, countingOf(plan, metric, servedSince))
    if (verdict.kind !== 'regressed') continue
    const counts = usableCounts(own.bins.recovery ?? [], isBadKnown(own))
    const { upper } = rateBounds(sumCounts(counts), verdict.numbers.dispersion, alpha)
    if (upper >= verdict.numbers.rateLower) {
      return `${metric.name} may still be at ${formatShare(upper)}; the incident had at least ${formatShare(verdict.numbers.rateLower)}`
    }
  }
  return ''
}
