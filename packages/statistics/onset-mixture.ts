import { logAddExp, logSumExp } from './log-sum-exp.ts'

/** The logarithms of an e-process: under the null its chance of ever reaching ln(1/α) is at most α (Ville). */
export interface EProcess {
  /** ln E after each look. */
  readonly path: readonly number[]
  /** The highest so far: once the threshold was reached, it stays reached. */
  readonly highest: number
}

/** How likely the mixture holds a change that begins with the very first look. */
const immediately = 0.5

/**
 * The weight of a change that begins after `start` looks, of `planned` in all. The first look has one half,
 * since most broken deployments are broken at once; the rest share the other half evenly.
 */
export function onsetWeight(start: number, planned: number): number {
  if (planned <= 1) return start === 0 ? 1 : 0
  if (start === 0) return immediately
  return start < planned ? (1 - immediately) / (planned - 1) : 0
}

/**
 * Mixes over what the change is (k alternatives, evenly) and over when it began:
 *
 *   E_t = Σ_j w_j (1/K) Σ_k exp(Σ_{i=j+1..t} l_i(k)),   terms with j ≥ t equal w_j
 *
 * `increments[t][k]` is the log likelihood ratio l_{t+1}(k), whose exponential has mean ≤ 1 under the null given the past.
 * Each term is then a non-negative supermartingale, and so is their mean. `planned` must not depend on the data.
 */
export function onsetMixture(increments: readonly (readonly number[])[], planned: number): EProcess {
  const alternatives = increments[0]?.length ?? 0
  // Recursion instead of the double sum: begun_k ← exp(l_t(k)) · (begun_k + w_{t−1}); what has not begun keeps its weight.
  let begun: number[] = Array.from({ length: alternatives }, () => -Infinity)
  let notBegun = 1
  const path: number[] = []
  let highest = 0
  for (const [look, row] of increments.entries()) {
    const weight = onsetWeight(look, planned)
    const begins = Math.log(weight)
    notBegun = Math.max(0, notBegun - weight)
    begun = begun.map((value, k) => (row[k] ?? 0) + logAddExp(value, begins))
    const logE = logAddExp(logSumExp(begun) - Math.log(alternatives), Math.log(notBegun))
    path.push(logE)
    highest = Math.max(highest, logE)
  }
  return { path, highest }
}
