import type { Command } from '../command.ts'
import type { MetricWindow } from '../event.ts'
import type { PlannedMetric, WatchPlan } from '../plan.ts'
import type { MetricState } from './metric-state.ts'

const day = 86_400_000

const baselineWindows = ['before', 'day', 'week'] as const

/** Stretches before the deployment: six hours of minutes. How many of them count is decided by the traffic in them. */
const stretchesBefore = 360
/** A missing stretch that is older than this many is not asked for again: it will not appear any more. */
const askedAgain = 3

type Query = Extract<Command, { type: 'query-metric' }>

/** The stretches of a metric: from when they run, how many there will ever be, and how many of them this watch sees. */
export interface Counting {
  /** Milliseconds since 1970. */
  readonly since: number
  readonly planned: number
  readonly due: number
}

/** Counting begins once only the new version is served, or, in a scheduled run, where the first watch began to count. */
export function countingOf(plan: WatchPlan, metric: PlannedMetric, servedSince: number): Counting {
  const since = plan.counting.since ?? servedSince
  const planned = Math.floor(plan.counting.span / metric.every)
  const seen = Math.floor((servedSince + plan.watch - since) / metric.every)
  return { since, planned, due: Math.max(0, Math.min(planned, seen)) }
}

/** When a stretch may be asked for: scraping and ingestion lag behind. Milliseconds after its end. */
function settleTime(metric: PlannedMetric): number {
  return metric.every / 4
}

/** When the last stretch of the watch can have been answered. */
export function lastAnswerAt(metric: PlannedMetric, { since, due }: Counting): number {
  return endOf(since, metric, due - 1) + settleTime(metric)
}

/** End of the stretch `index` after `since`, on whole seconds as Prometheus counts. */
export function endOf(since: number, metric: PlannedMetric, index: number): number {
  return Math.ceil(since / 1_000) * 1_000 + (index + 1) * metric.every
}

/**
 * The stretches that the watch's are compared with, fixed before anything was seen after the deployment: the same clock
 * times one day and one week ago, and the hours before the deployment.
 */
export function baselineQueries(
  plan: WatchPlan,
  metric: PlannedMetric,
  state: MetricState,
  { since, planned }: Counting,
): Query[] {
  if (planned === 0) return []
  const deployedAt =
    Math.floor(Math.min(plan.deployment?.createdAt ?? plan.startedAt, plan.startedAt) / 1_000) * 1_000
  const query = (window: MetricWindow, first: number, last: number): Query[] =>
    state.bins[window] === undefined && first <= last
      ? [{ type: 'query-metric', metric: metric.name, window, first, last, every: metric.every }]
      : []
  // Of a long watch only the stretches whose counterpart lies before the deployment have one.
  const shifted = (by: number): [number, number] => {
    const first = endOf(since, metric, 0) - by
    const stretches = Math.min(planned, Math.floor((deployedAt - first) / metric.every) + 1)
    return [first, first + (stretches - 1) * metric.every]
  }
  return [
    ...query('before', deployedAt - (stretchesBefore - 1) * metric.every, deployedAt),
    ...query('day', ...shifted(day)),
    ...query('week', ...shifted(7 * day)),
  ]
}

/** True when every part of the baseline was answered, if only with nothing. */
export function isBaselineKnown(state: MetricState): boolean {
  return baselineWindows.every((window) => state.bins[window] !== undefined)
}

/** The stretches after `since` that are over and not answered yet, as one query. */
export function stretchQuery(
  metric: PlannedMetric,
  state: MetricState,
  window: 'watch' | 'recovery',
  since: number,
  limit: number,
  now: number,
): Query[] {
  const answered = new Map((state.bins[window] ?? []).map((bin) => [bin.end, bin]))
  const due: number[] = []
  for (let index = 0; index < limit; index += 1) {
    const end = endOf(since, metric, index)
    if (end + settleTime(metric) > now) break
    due.push(end)
  }
  const first = due.find((end, index) => {
    const bin = answered.get(end)
    if (bin === undefined) return true
    return bin.total === 'none' && due.length - index <= askedAgain
  })
  const last = due.at(-1)
  if (first === undefined || last === undefined) return []
  return [{ type: 'query-metric', metric: metric.name, window, first, last, every: metric.every }]
}
