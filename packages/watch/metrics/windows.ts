import type { Command } from '../command.ts'
import type { MetricWindow } from '../event.ts'
import type { PlannedMetric, WatchPlan } from '../plan.ts'
import type { MetricState } from './metric-state.ts'

const day = 86_400_000

/** Stretches before the deployment: six hours of minutes. How many of them count is decided by the traffic in them. */
const stretchesBefore = 360
/** A missing stretch that is older than this many is not asked for again: it will not appear any more. */
const askedAgain = 3

type Query = Extract<Command, { type: 'query-metric' }>

/** How many stretches the watch has. */
export function plannedStretches(plan: WatchPlan, metric: PlannedMetric): number {
  return Math.floor(plan.watch / metric.every)
}

/** When a stretch may be asked for: scraping and ingestion lag behind. Milliseconds after its end. */
function settleTime(metric: PlannedMetric): number {
  return metric.every / 4
}

/** When the last stretch of the watch can have been answered. */
export function lastAnswerAt(plan: WatchPlan, metric: PlannedMetric, servedSince: number): number {
  return endOf(servedSince, metric, plannedStretches(plan, metric) - 1) + settleTime(metric)
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
  servedSince: number,
): Query[] {
  const planned = plannedStretches(plan, metric)
  if (planned === 0) return []
  const query = (window: MetricWindow, first: number, last: number): Query[] =>
    state.bins[window] === undefined
      ? [{ type: 'query-metric', metric: metric.name, window, first, last, every: metric.every }]
      : []
  const shifted = (by: number): [number, number] => [
    endOf(servedSince, metric, 0) - by,
    endOf(servedSince, metric, planned - 1) - by,
  ]
  const deployedAt =
    Math.floor(Math.min(plan.deployment?.createdAt ?? plan.startedAt, plan.startedAt) / 1_000) * 1_000
  return [
    ...query('before', deployedAt - (stretchesBefore - 1) * metric.every, deployedAt),
    ...query('day', ...shifted(day)),
    ...query('week', ...shifted(7 * day)),
  ]
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
