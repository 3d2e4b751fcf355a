import type { RowCount } from './count-rows.ts'

/** What happened to the rows of one table between two counts. */
export type RowsVerdict =
  | { readonly kind: 'kept' }
  | {
      readonly kind: 'gone' | 'fewer'
      readonly before: number
      readonly after: number
      readonly isEstimate: boolean
    }
  | { readonly kind: 'unknown'; readonly why: string }

/** A table that is gone has no count after; that it is gone the catalog says, where no migration drops it. */
export function compareCounts(before: RowCount, after: RowCount | undefined): RowsVerdict {
  if (before.kind === 'unread') return { kind: 'unknown', why: `was not counted before: ${before.why}` }
  const had = before.kind === 'exact' ? before.rows : before.atLeast
  if (after === undefined)
    return had === 0
      ? { kind: 'kept' }
      : { kind: 'gone', before: amountOf(before), after: 0, isEstimate: before.kind !== 'exact' }
  if (after.kind === 'unread') return { kind: 'unknown', why: `was not counted after: ${after.why}` }
  const has = after.kind === 'exact' ? after.rows : after.atLeast
  const isEstimate = before.kind !== 'exact' || after.kind !== 'exact'
  if (has < had) return { kind: 'fewer', before: amountOf(before), after: has, isEstimate }
  return { kind: 'kept' }
}

function amountOf(count: Exclude<RowCount, { kind: 'unread' }>): number {
  return count.kind === 'exact' ? count.rows : Math.max(count.estimate ?? 0, count.atLeast)
}
