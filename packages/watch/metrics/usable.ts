import type { Counts } from '@operator/statistics'
import type { Bin } from '../event.ts'
import type { MetricState } from './metric-state.ts'

/** Extrapolation of counters can put a little more into one query than into the other. */
const rounding = 1

export type Usable =
  | { readonly kind: 'counts'; readonly counts: Counts }
  | { readonly kind: 'missing' }
  | { readonly kind: 'invalid'; readonly why: string }

/**
 * Whether `bad` ever answered. A counter that was never incremented does not exist in Prometheus, and a misspelt one does
 * not exist either: only one that was seen may be taken for zero where it is absent.
 */
export function isBadKnown(state: MetricState): boolean {
  return Object.values(state.bins).some((bins) => bins.some((bin) => typeof bin.bad === 'number'))
}

/** What one stretch counts for. Empty is not zero, and NaN is neither. */
export function usable(bin: Bin, badKnown: boolean): Usable {
  if (bin.total === 'invalid' || bin.bad === 'invalid')
    return { kind: 'invalid', why: 'NaN, infinite or negative' }
  if (bin.total === 'none') return { kind: 'missing' }
  if (bin.bad === 'none') {
    return badKnown ? { kind: 'counts', counts: { bad: 0, total: bin.total } } : { kind: 'missing' }
  }
  if (bin.bad > bin.total + rounding) return { kind: 'invalid', why: 'more bad than total' }
  return { kind: 'counts', counts: { bad: Math.min(bin.bad, bin.total), total: bin.total } }
}

/** The stretches that can be counted. */
export function usableCounts(bins: readonly Bin[], badKnown: boolean): Counts[] {
  return bins.flatMap((bin) => {
    const found = usable(bin, badKnown)
    return found.kind === 'counts' ? [found.counts] : []
  })
}
