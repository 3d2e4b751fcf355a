import { type Counts, sumCounts } from './counts.ts'
import { logBeta } from './log-gamma.ts'
import { onsetWeight } from './onset-mixture.ts'

export interface RateBounds {
  readonly lower: number
  readonly upper: number
}

const bisections = 60

/**
 * A confidence sequence for a rate: the p that the mixture of all alternatives under Jeffreys' prior does not reject,
 *
 *   ln B(y + ½, n − y + ½) − ln B(½, ½) − y ln p − (n − y) ln(1 − p) < ln(1/α)
 *
 * It holds at every look at once with error α (Robbins 1970; the beta-binomial mixture of Howard, Ramdas, McAuliffe and
 * Sekhon 2021, arXiv 1810.08240). Over-dispersed counts weigh 1/φ of their size.
 */
export function rateBounds(counts: Counts, dispersion: number, alpha: number): RateBounds {
  const total = Math.max(0, counts.total) / dispersion
  if (total === 0) return { lower: 0, upper: 1 }
  const bad = Math.min(Math.max(0, counts.bad) / dispersion, total)
  const mixture = logBeta(bad + 0.5, total - bad + 0.5) - logBeta(0.5, 0.5)
  const rejects = (rate: number) => mixture - likelihood(bad, total, rate) >= Math.log(1 / alpha)
  const observed = bad / total
  return {
    lower: rejects(0) ? edge(rejects, 0, observed) : 0,
    upper: rejects(1) ? edge(rejects, 1, observed) : 1,
  }
}

/** So many onsets are tried at most: a bound over fewer is as valid, and a day has too many minutes to try them all. */
const triedOnsets = 60

/**
 * The rate is, or since some look has been, at least this: the best of the lower bounds over possible onsets, each at its share
 * of α. It finds an outage that began late and that the mean of the whole watch would dilute.
 */
export function rateLowerBound(
  counts: readonly Counts[],
  dispersion: number,
  alpha: number,
  planned: number,
): number {
  const every = Math.ceil(counts.length / triedOnsets)
  let since: Counts = { bad: 0, total: 0 }
  let best = 0
  for (let start = counts.length - 1; start >= 0; start -= 1) {
    since = sumCounts([since, ...counts.slice(start, start + 1)])
    const weight = onsetWeight(start, planned)
    if (start % every !== 0 || weight === 0) continue
    best = Math.max(best, rateBounds(since, dispersion, alpha * weight).lower)
  }
  return best
}

function likelihood(bad: number, total: number, rate: number): number {
  const ofBad = bad > 0 ? bad * Math.log(rate) : 0
  const ofGood = total > bad ? (total - bad) * Math.log1p(-rate) : 0
  return ofBad + ofGood
}

/** Between a rejected rate and the observed one, which never is: the rejected rate nearest to it. */
function edge(rejects: (rate: number) => boolean, rejected: number, kept: number): number {
  let outside = rejected
  let inside = kept
  for (let round = 0; round < bisections; round += 1) {
    const middle = (outside + inside) / 2
    if (rejects(middle)) outside = middle
    else inside = middle
  }
  return outside
}
