import { type Block, type Counts, sumCounts } from '@operator/statistics'
import type { Bin } from '../event.ts'
import type { PlannedMetric } from '../plan.ts'
import type { MetricState } from './metric-state.ts'
import { isBadKnown, usable, usableCounts } from './usable.ts'
import { type Counting, endOf } from './windows.ts'

const day = 86_400_000

/** The last hour before a deployment says enough where this many requests came in each stretch; otherwise all six hours count. */
const busy = 50
const lastHour = 60

export interface Paired {
  readonly blocks: readonly Block[]
  /** The baseline, stretch by stretch. */
  readonly before: readonly Counts[]
  /** The watch, stretch by stretch, without those that cannot be counted. */
  readonly after: readonly Counts[]
}

/**
 * Pairs each stretch of the watch with its share of the baseline: the same clock time a day and a week ago, and every n-th stretch
 * before the deployment. Which stretch goes where follows from the clock alone, and none is used twice.
 */
export function pairBlocks(metric: PlannedMetric, state: MetricState, { since, planned }: Counting): Paired {
  const known = isBadKnown(state)
  const { day: dayBefore, week: weekBefore, watch } = state.bins
  const [lastDay, lastWeek, now] = [dayBefore, weekBefore, watch].map(
    (bins) => new Map((bins ?? []).map((bin) => [bin.end, bin])),
  )
  const countsAt = (bins: ReadonlyMap<number, Bin> | undefined, end: number): Counts | undefined => {
    const bin = bins?.get(end)
    const found = bin === undefined ? undefined : usable(bin, known)
    return found?.kind === 'counts' ? found.counts : undefined
  }
  const hours = recentHours(usableCounts(state.bins.before ?? [], known))
  const before: Counts[] = [...hours]
  const after: Counts[] = []
  const blocks: Block[] = []
  for (let index = 0; index < planned; index += 1) {
    const end = endOf(since, metric, index)
    const sameTime = [countsAt(lastDay, end - day), countsAt(lastWeek, end - 7 * day)].flatMap((counts) =>
      counts === undefined ? [] : [counts],
    )
    before.push(...sameTime)
    const seen = countsAt(now, end)
    if (seen === undefined) continue
    after.push(seen)
    const share: Counts[] = []
    for (let position = index; position < hours.length; position += planned) {
      share.push(...hours.slice(position, position + 1))
    }
    blocks.push({ before: sumCounts([...sameTime, ...share]), after: seen })
  }
  return { blocks, before, after }
}

function recentHours(counts: readonly Counts[]): readonly Counts[] {
  const recent = counts.slice(-lastHour)
  return sumCounts(recent).total >= busy * recent.length ? recent : counts
}
