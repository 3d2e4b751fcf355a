import { worseFactors } from './alternatives.ts'
import type { Counts } from './counts.ts'
import { type EProcess, onsetMixture } from './onset-mixture.ts'

export interface RateTest {
  /** The null: the rate is at most this. */
  readonly limit: number
  /** Over-dispersion φ ≥ 1. */
  readonly dispersion: number
  readonly planned: number
}

const closeToOne = 0.9999

/**
 * Is the rate above a limit p₀? Without anything to compare with, each stretch is y of n at p₀ or at r times p₀:
 *
 *   l_t(r) = [ y ln(p/p₀) + (n − y) ln((1 − p)/(1 − p₀)) ] / φ,   p = min(r p₀, 0.9999)
 *
 * (Wald's sequential probability ratio, mixed over r; valid for every rate below p₀ since p > p₀.)
 */
export function rateProcess(counts: readonly Counts[], test: RateTest): EProcess {
  const { limit, dispersion } = test
  if (!(limit > 0 && limit < closeToOne)) throw new RangeError(`A limit is a share, not ${limit}.`)
  const alternatives = worseFactors.map((factor) => Math.min(factor * limit, closeToOne))
  const increments = counts.map(({ bad, total }) =>
    alternatives.map((rate) => {
      const good = Math.max(0, total - bad)
      const ratio = bad * Math.log(rate / limit) + good * (Math.log1p(-rate) - Math.log1p(-limit))
      return ratio / dispersion
    }),
  )
  return onsetMixture(increments, test.planned)
}
