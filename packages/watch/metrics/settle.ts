import type { WatchState } from '../state.ts'
import { unaskedMetric } from './metric-state.ts'
import { countingOf, endOf, lastAnswerAt } from './windows.ts'

/** How many stretches a late answer is waited for. */
const patience = 1

/** True when every stretch of the watch was answered, or has had its time. */
export function metricsSettled({ plan, metrics, servedSince, now }: WatchState): boolean {
  if (servedSince === undefined) return true
  return plan.metrics.every((metric) => {
    const counting = countingOf(plan, metric, servedSince)
    const { since, due } = counting
    if (due === 0) return true
    if (now >= lastAnswerAt(metric, counting) + patience * metric.every) return true
    const last = endOf(since, metric, due - 1)
    const bins = (metrics[metric.name] ?? unaskedMetric).bins.watch ?? []
    return bins.length >= due && bins.some((bin) => bin.end === last && bin.total !== 'none')
  })
}
