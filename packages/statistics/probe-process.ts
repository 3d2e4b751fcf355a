import { type EProcess, onsetMixture } from './onset-mixture.ts'

/** One look at a path: it answered as expected, it answered otherwise, or nothing was heard at all. */
export type ProbeResult = 'ok' | 'wrong' | 'silent'

/** How often a healthy path gives each result by chance, at most. */
export interface FlakeRates {
  readonly wrong: number
  readonly silent: number
}

type Chances = Readonly<Record<ProbeResult, number>>

/** What a broken path does. Silence may be the prober's own network, so most of the weight lies on wrong answers. */
const broken: Chances = { ok: 0.1, wrong: 0.6, silent: 0.3 }
/** One instance of several is broken, say: it fails now and then, and never for long. */
const flapping: Chances = { ok: 0.7, wrong: 0.2, silent: 0.1 }

/**
 * Beyond this a path fails so often anyway that nothing can be concluded from a failure, and the bound below stops holding:
 * the mean is linear in the true rates, so its greatest value lies at a corner, 0.6 + 0.1 (1 − wrong) / (1 − wrong − silent).
 */
export const greatestFlakeRate = 0.75

/**
 * Is a path broken, or does it flap? Each look multiplies by (chance under that) / (chance under "flaky at most so often"): with flake
 * rates of 0.1 % and 1 % a wrong answer counts 600 for broken and 200 for flapping, silence 30 and 10, a good answer 0.1 and 0.7. The
 * mean is 1 at the flake rates and at most 1 at all smaller ones.
 */
export function probeProcess(results: readonly ProbeResult[], flake: FlakeRates, planned: number): EProcess {
  if (flake.wrong <= 0 || flake.silent <= 0 || flake.wrong + flake.silent > greatestFlakeRate) {
    throw new RangeError(`Flake rates of ${flake.wrong} and ${flake.silent} cannot be tested against.`)
  }
  const healthy = { ok: 1 - flake.wrong - flake.silent, wrong: flake.wrong, silent: flake.silent }
  // A path that fails nearly as often as a flapping one cannot be told from it: the mean would exceed 1.
  const alternatives =
    flake.wrong <= flapping.wrong && flake.silent <= flapping.silent ? [broken, flapping] : [broken]
  const increments = results.map((result) =>
    alternatives.map((chances) => Math.log(chances[result] / healthy[result])),
  )
  return onsetMixture(increments, planned)
}
