import {
  type Counts,
  overdispersion,
  rateBounds,
  rateLowerBound,
  rateProcess,
  ratioLowerBound,
  ratioProcess,
  ratioUpperBound,
  requestsNeeded,
  sumCounts,
} from '@operator/statistics'
import { alphaOfEach, type PlannedMetric, type WatchPlan } from '../plan.ts'
import { pairBlocks } from './blocks.ts'
import type { MetricState } from './metric-state.ts'
import { isBadKnown, usable } from './usable.ts'
import { type Counting, isBaselineKnown } from './windows.ts'

/** Error probability of the claim "nothing got worse", which stops nothing and may be bolder than an alarm. */
const clearAlpha = 0.05
/** A rise up to this factor need not be ruled out for a deployment to count as healthy. */
export const ruledOutRatio = 3
/** Share of the stretches that must be there for "healthy". */
const leastCoverage = 0.8

export interface ErrorNumbers {
  readonly after: Counts
  readonly before: Counts
  /** The rate is at least this many times the former one; 0 without a baseline, and where it did not rise. */
  readonly ratioLower: number
  /** The rate is at least this share; 0 where it did not rise. */
  readonly rateLower: number
  /** The rate is at most this share, over the whole watch. */
  readonly rateUpper: number
  readonly dispersion: number
}

export type MetricVerdict =
  | { readonly kind: 'regressed'; readonly against: 'baseline' | 'limit'; readonly numbers: ErrorNumbers }
  | { readonly kind: 'clear'; readonly by: 'rate' | 'ratio'; readonly numbers: ErrorNumbers }
  /** `needed` is how many requests more would do; undefined when no number would. */
  | {
      readonly kind: 'too-little-traffic'
      readonly needed: number | undefined
      readonly numbers: ErrorNumbers
    }
  | { readonly kind: 'no-data'; readonly why: string; readonly remedy: string }

/** True when the evidence is strong enough to stop: cheap, for every new answer. */
export function isRegressed(
  plan: WatchPlan,
  metric: PlannedMetric,
  state: MetricState,
  counting: Counting,
): 'baseline' | 'limit' | undefined {
  const { blocks, before, after } = pairBlocks(metric, state, counting)
  const threshold = Math.log(1 / alphaOfEach(plan))
  const { planned } = counting
  const dispersion = overdispersion(before)
  if (sumCounts(before).total === 0) {
    // That there was nothing before, and that nobody could say what was before, are different things.
    if (!isBaselineKnown(state)) return undefined
    const { highest } = rateProcess(after, { limit: plan.ruleOut, dispersion, planned })
    return highest >= threshold ? 'limit' : undefined
  }
  // Both must be rejected: that the rate rose by the tolerance at most, and that it is too small to matter.
  const rose = ratioProcess(blocks, { tolerance: plan.tolerance, dispersion, planned }).highest >= threshold
  const matters = rateProcess(after, { limit: plan.floor, dispersion, planned }).highest >= threshold
  return rose && matters ? 'baseline' : undefined
}

/** The whole judgement of one metric, with bounds. */
export function judgeMetric(
  plan: WatchPlan,
  metric: PlannedMetric,
  state: MetricState,
  counting: Counting,
): MetricVerdict {
  const { planned } = counting
  const { blocks, before, after } = pairBlocks(metric, state, counting)
  const dispersion = overdispersion(before)
  const alpha = alphaOfEach(plan)
  const all = sumCounts(after)
  const against = isRegressed(plan, metric, state, counting)
  const shared = {
    after: all,
    before: sumCounts(before),
    rateUpper: rateBounds(all, dispersion, clearAlpha).upper,
    dispersion,
  }
  if (against !== undefined) {
    const ratioLower = ratioLowerBound(blocks, { dispersion, planned }, alpha)
    const rateLower = rateLowerBound(after, dispersion, alpha, planned)
    return { kind: 'regressed', against, numbers: { ...shared, ratioLower, rateLower } }
  }
  const numbers: ErrorNumbers = { ...shared, ratioLower: 0, rateLower: 0 }
  const gap = whyNoData(state, counting)
  if (gap !== undefined) return gap
  if (numbers.rateUpper < plan.ruleOut) return { kind: 'clear', by: 'rate', numbers }
  if (ratioUpperBound(blocks, dispersion, clearAlpha) < ruledOutRatio)
    return { kind: 'clear', by: 'ratio', numbers }
  const needed = requestsNeeded(all, plan.ruleOut, dispersion, clearAlpha)
  return { kind: 'too-little-traffic', needed, numbers }
}

/** Why the stretches of the watch are not enough to judge by, if they are not. */
function whyNoData(
  state: MetricState,
  { due }: Counting,
): Extract<MetricVerdict, { kind: 'no-data' }> | undefined {
  if (due === 0) {
    return {
      kind: 'no-data',
      why: 'the watch was shorter than one stretch of the metric',
      remedy: 'Watch longer, or count over a shorter `every`.',
    }
  }
  if (!isBaselineKnown(state)) {
    return {
      kind: 'no-data',
      why: `what was before the deployment could not be read: ${state.lastFailure ?? 'it was not asked yet'}`,
      remedy:
        'Mend the access to the metrics server, then watch again; this says nothing about the deployment.',
    }
  }
  const bins = state.bins.watch ?? []
  const known = isBadKnown(state)
  const found = bins.map((bin) => usable(bin, known))
  const counted = found.filter(({ kind }) => kind === 'counts').length
  if (counted >= leastCoverage * due) return undefined
  const share = `${counted} of ${due} stretches`
  const invalid = found.find((each) => each.kind === 'invalid')
  if (state.failuresInARow > 0) {
    return {
      kind: 'no-data',
      why: `the metrics server did not answer (${share} known): ${state.lastFailure ?? ''}`,
      remedy:
        'Mend the access to the metrics server, then watch again; this says nothing about the deployment.',
    }
  }
  if (invalid?.kind === 'invalid') {
    return {
      kind: 'no-data',
      why: `the answers cannot be counted (${share} usable): ${invalid.why}`,
      remedy: 'Let both queries count requests, as `increase(…[1m])` does, not a rate or a ratio.',
    }
  }
  const hasTotal = bins.some((bin) => typeof bin.total === 'number')
  if (hasTotal && !known) {
    return {
      kind: 'no-data',
      why: 'the query for bad requests never returned anything, and nothing is not zero',
      remedy: 'Check the name of the metric; where no error has ever happened, write `(…) or vector(0)`.',
    }
  }
  return {
    kind: 'no-data',
    why: `the queries returned nothing for most of the watch (${share} known)`,
    remedy: 'Check both queries in the metrics server.',
  }
}
