import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Block } from './counts.ts'
import { logBeta, logGamma } from './log-gamma.ts'
import { poisson, randomFrom } from './random.ts'
import { rateBounds, rateLowerBound } from './rate-bounds.ts'
import { ratioProcess } from './rate-ratio.ts'
import { ratioLowerBound, ratioUpperBound } from './ratio-bounds.ts'
import { requestsNeeded } from './requests-needed.ts'

describe('ln Γ', () => {
  test('equals sums of logarithms for whole numbers', () => {
    let logFactorial = 0
    for (let n = 1; n <= 170; n += 1) {
      expect(logGamma(n)).toBeCloseTo(logFactorial, 9)
      logFactorial += Math.log(n)
    }
  })

  test('is right at one half and refuses what has no logarithm', () => {
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12)
    expect(() => logGamma(0)).toThrow(RangeError)
  })
})

/** ln ∫ p^y (1−p)^(n−y) dJeffreys(p), by the midpoint rule after p = sin²θ; no gamma function in it. */
function integrated(bad: number, total: number): number {
  const steps = 4_000
  let sum = 0
  for (let step = 0; step < steps; step += 1) {
    const theta = ((step + 0.5) * Math.PI) / 2 / steps
    sum += Math.sin(theta) ** (2 * bad) * Math.cos(theta) ** (2 * (total - bad))
  }
  return Math.log(sum / steps)
}

describe('bounds of a rate', () => {
  test.each([
    [0, 40],
    [3, 40],
    [20, 40],
    [40, 40],
  ])('%i of %i: the edges are where the mixture is 1/α times as likely', (bad, total) => {
    const { lower, upper } = rateBounds({ bad, total }, 1, 0.05)
    const mixture = integrated(bad, total)
    expect(mixture).toBeCloseTo(logBeta(bad + 0.5, total - bad + 0.5) - logBeta(0.5, 0.5), 8)
    for (const edge of [lower, upper]) {
      if (edge === 0 || edge === 1) continue
      const likelihood = bad * Math.log(edge) + (total - bad) * Math.log(1 - edge)
      expect(mixture - likelihood).toBeCloseTo(Math.log(20), 6)
    }
    expect(lower).toBeLessThanOrEqual(bad / total)
    expect(upper).toBeGreaterThanOrEqual(bad / total)
  })

  test('nothing seen bounds nothing', () => {
    expect(rateBounds({ bad: 0, total: 0 }, 1, 0.05)).toEqual({ lower: 0, upper: 1 })
  })

  test('the true rate stays inside over a whole watch', () => {
    const random = randomFrom(31)
    let misses = 0
    for (let trial = 0; trial < 400; trial += 1) {
      let bad = 0
      let total = 0
      let missed = false
      for (let look = 0; look < 30; look += 1) {
        for (let request = 0; request < 20; request += 1) {
          total += 1
          if (random() < 0.05) bad += 1
        }
        const { lower, upper } = rateBounds({ bad, total }, 1, 0.05)
        if (lower > 0.05 || upper < 0.05) missed = true
      }
      if (missed) misses += 1
    }
    expect(misses / 400).toBeLessThanOrEqual(0.05)
  })

  test('an outage that begins late is not diluted by the good minutes before it', () => {
    const counts = Array.from({ length: 30 }, (_, minute) => ({ bad: minute < 25 ? 0 : 60, total: 60 }))
    expect(rateBounds({ bad: 300, total: 1_800 }, 1, 0.01).lower).toBeLessThan(0.2)
    expect(rateLowerBound(counts, 1, 0.01, 30)).toBeGreaterThan(0.9)
  })
})

describe('bounds of a ratio', () => {
  const watch = (random: () => number, ratio: number): Block[] =>
    Array.from({ length: 20 }, () => ({
      before: { bad: poisson(random, 10), total: 1_000 },
      after: { bad: poisson(random, 5 * ratio), total: 500 },
    }))
  const test1 = { dispersion: 1, planned: 20 }

  test('enclose the true ratio', () => {
    const random = randomFrom(32)
    for (const ratio of [0.5, 1, 4, 12]) {
      const blocks = watch(random, ratio)
      expect(ratioLowerBound(blocks, test1, 0.01)).toBeLessThan(ratio)
      expect(ratioUpperBound(blocks, 1, 0.01)).toBeGreaterThan(ratio)
    }
  })

  test('come near it with much traffic', () => {
    const blocks = watch(randomFrom(33), 5)
    expect(ratioLowerBound(blocks, test1, 0.05)).toBeGreaterThan(3.5)
    expect(ratioUpperBound(blocks, 1, 0.05)).toBeLessThan(7)
  })

  test('the lower bound is where the test stops rejecting', () => {
    const blocks = watch(randomFrom(34), 3)
    const bound = ratioLowerBound(blocks, test1, 0.05)
    const at = (tolerance: number) => ratioProcess(blocks, { ...test1, tolerance }).highest
    expect(at(bound * 0.99)).toBeGreaterThanOrEqual(Math.log(20))
    expect(at(bound * 1.01)).toBeLessThan(Math.log(20))
  })

  test('without errors nothing is claimed', () => {
    const quiet: Block[] = [{ before: { bad: 0, total: 100 }, after: { bad: 0, total: 100 } }]
    expect(ratioLowerBound(quiet, test1, 0.05)).toBe(0)
    expect(ratioUpperBound(quiet, 1, 0.05)).toBe(Infinity)
  })
})

describe('requests still needed', () => {
  test('are what makes the upper bound fall below the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.integer({ min: 10, max: 2_000 }),
        fc.double({ min: 0.01, max: 0.2, noNaN: true }),
        (bad, total, limit) => {
          const needed = requestsNeeded({ bad, total }, limit, 1, 0.05)
          const upper = (n: number) => rateBounds({ bad: (bad / total) * n, total: n }, 1, 0.05).upper
          if (needed === undefined) expect(bad / total).toBeGreaterThan(limit * 0.9)
          else {
            expect(upper(total + needed)).toBeLessThan(limit)
            if (needed > 0) expect(upper(total + needed - 1)).toBeGreaterThanOrEqual(limit)
          }
        },
      ),
      { numRuns: 30 },
    )
  })

  test('without any error, 1 % needs some hundred requests', () => {
    const needed = requestsNeeded({ bad: 0, total: 0 }, 0.01, 1, 0.05) ?? 0
    expect(needed).toBeGreaterThan(299)
    expect(needed).toBeLessThan(800)
  })

  test('a rate above the limit is never ruled out by waiting', () => {
    expect(requestsNeeded({ bad: 5, total: 100 }, 0.01, 1, 0.05)).toBeUndefined()
  })
})
