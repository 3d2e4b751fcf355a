import { worseFactors } from './alternatives.ts'
import type { Block } from './counts.ts'
import { type EProcess, onsetMixture } from './onset-mixture.ts'

export interface RatioTest {
  /** The null: the rate after is at most this many times the rate before. */
  readonly tolerance: number
  /** Over-dispersion φ ≥ 1 of the counts before, see {@link overdispersion}. */
  readonly dispersion: number
  /** How many blocks there will be in the whole watch, known before the first. */
  readonly planned: number
}

/**
 * Did the rate rise? Block t holds y of n requests after the deployment and x of m before it. Given x + y, y is
 * binomial with π₀ = ρn / (m + ρn) at the null's edge and π(r) = rρn / (m + rρn) where the rate is r times worse, whatever
 * the common rate is and however it moves through the day:
 *
 *   l_t(r) = [ y ln(π(r)/π₀) + x ln((1 − π(r))/(1 − π₀)) ] / φ
 *
 * Lindon and Malek, "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022 (arXiv 2011.03567); Turner, Ly and
 * Grünwald, "Generic E-variables for exact sequential k-sample tests", JSPI 230, 2024 (arXiv 2106.02693). Counts of requests, not
 * Poisson counts, are hypergeometric given their sum: smaller in convex order (Hoeffding 1963), so the bound holds.
 * Division by φ is a quasi-likelihood heuristic that the bound does not cover; the tests measure it by simulation.
 */
export function ratioProcess(blocks: readonly Block[], test: RatioTest): EProcess {
  const increments = blocks.map((block) =>
    worseFactors.map((factor) => increment(block, test.tolerance, factor) / test.dispersion),
  )
  return onsetMixture(increments, test.planned)
}

function increment({ before, after }: Block, tolerance: number, factor: number): number {
  // One empty side says nothing about the ratio.
  if (before.total <= 0 || after.total <= 0) return 0
  const atNull = tolerance * after.total
  const atWorse = factor * atNull
  // π/π₀ and (1−π)/(1−π₀), written so that neither cancels for a tiny or huge share.
  const denominators = Math.log((before.total + atNull) / (before.total + atWorse))
  return after.bad * (Math.log(factor) + denominators) + before.bad * denominators
}
