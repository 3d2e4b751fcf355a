import type { Counts } from './counts.ts'
import { rateBounds } from './rate-bounds.ts'

/** Nobody waits for more. */
const ceiling = 1e9

/**
 * How many requests more, going wrong as often as those so far, would rule out a rate above `limit`. 0 when it is ruled out
 * already, undefined when no number would do because the observed rate is too close to the limit.
 */
export function requestsNeeded(
  counts: Counts,
  limit: number,
  dispersion: number,
  alpha: number,
): number | undefined {
  const observed = counts.total > 0 ? counts.bad / counts.total : 0
  const rulesOut = (more: number) => {
    const total = counts.total + more
    return rateBounds({ bad: observed * total, total }, dispersion, alpha).upper < limit
  }
  if (rulesOut(0)) return 0
  if (!rulesOut(ceiling)) return undefined
  let tooFew = 0
  let enough = ceiling
  while (enough - tooFew > 1) {
    const middle = Math.floor((tooFew + enough) / 2)
    if (rulesOut(middle)) enough = middle
    else tooFew = middle
  }
  return enough
}
