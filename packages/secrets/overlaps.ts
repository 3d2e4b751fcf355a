import { assignmentRule } from './assignment.ts'
import type { Found } from './match.ts'
import type { Tier } from './rule.ts'

const order: Readonly<Record<Tier, number>> = { proven: 0, strong: 1, likely: 2, placeholder: 3 }

/** Of matches that cover each other the surest counts: a token inside an assignment is one finding, not two. */
export function withoutOverlaps(found: readonly Found[]): Found[] {
  const kept: Found[] = []
  const sorted = [...found].sort(
    (a, b) => order[a.tier] - order[b.tier] || a.offset - b.offset || b.secret.length - a.secret.length,
  )
  const taken: { start: number; end: number }[] = []
  const contextual = (candidate: Found) => candidate.rule.id === assignmentRule.id
  for (const candidate of sorted) {
    const end = candidate.offset + candidate.secret.length
    if (!insertUnlessOverlapping(taken, candidate.offset, end)) continue
    kept.push(candidate)
  }
  return kept
    .filter((candidate) => !(contextual(candidate) && candidate.secret === ''))
    .sort((a, b) => a.offset - b.offset)
}

/** Intervals stay sorted and disjoint; a binary search keeps a file with many matches cheap. */
function insertUnlessOverlapping(
  taken: { start: number; end: number }[],
  start: number,
  end: number,
): boolean {
  let low = 0
  let high = taken.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((taken[middle]?.end ?? 0) <= start) low = middle + 1
    else high = middle
  }
  if ((taken[low]?.start ?? Infinity) < end) return false
  taken.splice(low, 0, { start, end })
  return true
}
