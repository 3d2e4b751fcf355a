import type { WatchState } from '../state.ts'
import { unaskedMetric } from './metric-state.ts'
import { endOf, lastAnswerAt, plannedStretches } from './windows.ts'

/** How many stretches a late answer is waited for. */
const patience = 1

/** True when every stretch of the watch was answered, or has had its time. */
export function metricsSettled({ plan, metrics, servedSince, now }: WatchState): boolean {
  if (servedSince === undefined) return true
  return plan.metrics.every((metric) => {
    const planned = plannedStretches(plan, metric)
    if (planned === 0) return true
    if (now >= lastAnswerAt(plan, metric, servedSince) + patience * metric.every) return true
    const last = endOf(servedSince, metric, planned - 1)
    const bins = (metrics[metric.name] ?? unaskedMetric).bins.watch ?? []
    return bins.length >= planned && bins.some((bin) => bin.end === last && bin.total !== 'none')
  })
}
