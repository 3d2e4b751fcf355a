import type { Impact } from '@operator/incident'
import { isRegressed } from './metrics/judge-metric.ts'
import { unaskedMetric } from './metrics/metric-state.ts'
import { countingOf } from './metrics/windows.ts'
import { counted, formatCount, formatRatio, formatShare } from './numbers.ts'
import { type JudgedMetric, type JudgedPath, judgeMetrics, judgePaths, type WatchState } from './state.ts'

/** What got provably worse, and what that means. */
export interface Regression {
  readonly impact: Impact
  /** In a few words: `checkout is broken`. */
  readonly title: string
  /** What was measured, one sentence each. */
  readonly facts: readonly string[]
}

/** What an enforced check proves to be worse; undefined when nothing is. */
export function regressionOf(state: WatchState): Regression | undefined {
  const { enforced, paths } = state.plan
  const broken = enforced.includes('post-deploy-watch/paths') ? judgePaths(state).flatMap(brokenPath) : []
  const risen =
    enforced.includes('post-deploy-watch/errors') && hasRisen(state)
      ? judgeMetrics(state).flatMap(risenMetric)
      : []
  if (broken.length === 0 && risen.length === 0) return undefined
  const all = broken.length === paths.length && broken.length > 1
  const names = all ? ['every path'] : broken.map(({ name }) => name)
  return {
    title: [
      ...(names.length > 0 ? [`${enumerate(names)} ${names.length === 1 ? 'is' : 'are'} broken`] : []),
      ...risen.map(({ name, effect }) => `${name} ${effect}`),
    ].join('; '),
    facts: [...broken.map(({ fact }) => fact), ...risen.map(({ fact }) => fact)],
    impact: {
      brokenPaths: broken.length,
      watchedPaths: paths.length,
      errorRate: Math.max(0, ...risen.map(({ rate }) => rate)),
      errorRatio: Math.max(0, ...risen.map(({ ratio }) => ratio)),
    },
  }
}

/** The bounds cost far more than the test, and this is asked at every answer. */
function hasRisen({ plan, metrics, servedSince }: WatchState): boolean {
  if (servedSince === undefined) return false
  return plan.metrics.some((metric) => {
    const own = metrics[metric.name] ?? unaskedMetric
    return isRegressed(plan, metric, own, countingOf(plan, metric, servedSince)) !== undefined
  })
}

function brokenPath({ path: { name }, state, verdict }: JudgedPath) {
  if (verdict.kind !== 'broken') return []
  const { failed, looks } = verdict
  const detail = state.lastFailure?.detail ?? 'it failed'
  return [{ name, fact: `${name}: ${detail} (${formatCount(failed)} of ${counted(looks, 'look')})` }]
}

function risenMetric({ metric: { name }, verdict }: JudgedMetric) {
  if (verdict.kind !== 'regressed') return []
  const { after, ratioLower, rateLower } = verdict.numbers
  const effect =
    verdict.against === 'baseline'
      ? `at least ${formatRatio(ratioLower)} the rate before`
      : `at least ${formatShare(rateLower)} of requests`
  const fact = `${name}: ${effect} (${formatCount(after.bad)} of ${counted(after.total, 'request')})`
  return [{ name, effect, fact, rate: rateLower, ratio: ratioLower }]
}

function enumerate(names: readonly string[]): string {
  if (names.length <= 1) return names[0] ?? ''
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}
