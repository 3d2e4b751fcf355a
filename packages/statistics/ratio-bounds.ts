import type { Block } from './counts.ts'
import { type RatioTest, ratioProcess } from './rate-ratio.ts'

/** Ratios outside of this range are reported as its ends. */
const lowest = 1e-2
const highest = 1e4
const stepsPerFactorTen = 12
const bisections = 12

type BoundTest = Omit<RatioTest, 'tolerance'>

/**
 * The rate after is at least this many times the rate before, at any time of the watch with error α: the smallest ratio
 * that the running test does not reject. 0 when not even the smallest is rejected.
 */
export function ratioLowerBound(blocks: readonly Block[], test: BoundTest, alpha: number): number {
  const threshold = Math.log(1 / alpha)
  const rejects = (tolerance: number) => ratioProcess(blocks, { ...test, tolerance }).highest >= threshold
  const steps = Math.round(Math.log10(highest / lowest) * stepsPerFactorTen)
  const ratioAt = (step: number) => lowest * 10 ** (step / stepsPerFactorTen)
  let step = 0
  while (step <= steps && rejects(ratioAt(step))) step += 1
  if (step === 0) return 0
  if (step > steps) return highest
  let rejected = ratioAt(step - 1)
  let kept = ratioAt(step)
  for (let round = 0; round < bisections; round += 1) {
    const middle = Math.sqrt(rejected * kept)
    if (rejects(middle)) rejected = middle
    else kept = middle
  }
  return rejected
}

/**
 * The rate after is at most this many times the rate before: the lower bound with the two sides exchanged, over the whole
 * watch (an average has no onset). Infinity when nothing is ruled out.
 */
export function ratioUpperBound(blocks: readonly Block[], dispersion: number, alpha: number): number {
  const exchanged = blocks.map(({ before, after }) => ({ before: after, after: before }))
  const lower = ratioLowerBound(exchanged, { dispersion, planned: 1 }, alpha)
  return lower === 0 ? Infinity : 1 / lower
}
