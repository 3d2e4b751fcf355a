import type { Bin, EventOf, MetricWindow } from '../event.ts'

/** What a metric's server answered, stretch by stretch. */
export interface MetricState {
  readonly bins: Readonly<Partial<Record<MetricWindow, readonly Bin[]>>>
  /** Queries without an answer, since the last answer. */
  readonly failuresInARow: number
  readonly failures: number
  readonly lastFailure: string | undefined
}

export const unaskedMetric: MetricState = {
  bins: {},
  failuresInARow: 0,
  failures: 0,
  lastFailure: undefined,
}

/** Takes an answer over; a stretch that was asked again is replaced. */
export function noteMetric(state: MetricState, event: EventOf<'metric-answered'>): MetricState {
  const { answer, window } = event
  if (answer.kind === 'failed') {
    return {
      ...state,
      failuresInARow: state.failuresInARow + 1,
      failures: state.failures + 1,
      lastFailure: answer.reason,
    }
  }
  const byEnd = new Map((state.bins[window] ?? []).map((bin) => [bin.end, bin]))
  for (const bin of answer.bins) byEnd.set(bin.end, bin)
  const bins = [...byEnd.values()].sort((a, b) => a.end - b.end)
  return { ...state, failuresInARow: 0, bins: { ...state.bins, [window]: bins } }
}
