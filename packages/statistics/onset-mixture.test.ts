import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { onsetMixture, onsetWeight } from './onset-mixture.ts'

/** The definition, summed term by term, as the documentation writes it. */
function bruteForce(increments: readonly (readonly number[])[], planned: number, t: number): number {
  const k = increments[0]?.length ?? 0
  let sum = 0
  for (let j = 0; j < Math.max(planned, increments.length); j += 1) {
    const weight = onsetWeight(j, planned)
    if (j >= t) {
      sum += weight
      continue
    }
    let mean = 0
    for (let a = 0; a < k; a += 1) {
      let exponent = 0
      for (let i = j; i < t; i += 1) exponent += increments[i]?.[a] ?? 0
      mean += Math.exp(exponent) / k
    }
    sum += weight * mean
  }
  return Math.log(sum)
}

const rows = (length: number) =>
  fc.array(fc.array(fc.double({ min: -3, max: 3, noNaN: true }), { minLength: 3, maxLength: 3 }), {
    minLength: 1,
    maxLength: length,
  })

describe('the mixture over onsets', () => {
  test.each([1, 2, 7, 120])('the weights of %i planned looks sum to one', (planned) => {
    const weights = Array.from({ length: planned + 3 }, (_, start) => onsetWeight(start, planned))
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
  })

  test('the recursion equals the double sum', () => {
    fc.assert(
      fc.property(rows(9), fc.integer({ min: 1, max: 12 }), (increments, planned) => {
        const { path } = onsetMixture(increments, planned)
        for (const [index, value] of path.entries()) {
          expect(value).toBeCloseTo(bruteForce(increments, planned, index + 1), 9)
        }
      }),
    )
  })

  test('it starts at one, and without looks it stays there', () => {
    expect(onsetMixture([], 30)).toEqual({ path: [], highest: 0 })
  })

  test('huge and tiny likelihood ratios neither overflow nor become NaN', () => {
    const { path } = onsetMixture(
      [
        [5_000, -5_000],
        [5_000, -5_000],
        [-20_000, 1],
      ],
      30,
    )
    expect(path.every(Number.isFinite)).toBe(true)
    expect(path[1]).toBeCloseTo(10_000 + Math.log(0.5 / 2), 6)
  })

  test('once reached, the highest value stays', () => {
    const { highest, path } = onsetMixture([[4], [4], [-9], [-9]], 4)
    expect(highest).toBe(path[1])
  })
})
