/** What was counted in one stretch of time. Not always whole numbers: Prometheus extrapolates. */
export interface Counts {
  readonly bad: number
  readonly total: number
}

/** A stretch after the deployment and the stretches before it that it is compared with, fixed in advance. */
export interface Block {
  readonly before: Counts
  readonly after: Counts
}

export function sumCounts(counts: readonly Counts[]): Counts {
  let bad = 0
  let total = 0
  for (const count of counts) {
    bad += count.bad
    total += count.total
  }
  return { bad, total }
}
