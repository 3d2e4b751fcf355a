import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { worseFactors } from './alternatives.ts'
import type { Block } from './counts.ts'
import { logGamma } from './log-gamma.ts'
import { overdispersion } from './overdispersion.ts'
import { prototype } from './prototype-numbers.ts'
import { ratioProcess } from './rate-ratio.ts'

const blocks: Block[] = prototype.before.map(([bad, total], index) => {
  const [badAfter, totalAfter] = prototype.after[index] ?? [0, 0]
  return { before: { bad, total }, after: { bad: badAfter, total: totalAfter } }
})

const last = (values: readonly number[]) => values.at(-1) ?? Number.NaN

const block = fc
  .record({
    m: fc.integer({ min: 1, max: 500 }),
    n: fc.integer({ min: 1, max: 500 }),
    x: fc.integer({ min: 0, max: 20 }),
    y: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ m, n, x, y }) => ({ before: { bad: x, total: m }, after: { bad: y, total: n } }))
const someBlocks = fc.array(block, { minLength: 1, maxLength: 10 })
const once = { tolerance: 1.25, dispersion: 1, planned: 1 }

describe('the paired-block process', () => {
  test('agrees with the prototype to ten digits, with and without tolerance and onset', () => {
    const close = (path: readonly number[], expected: readonly number[]) => {
      expect(path).toHaveLength(expected.length)
      for (const [index, value] of path.entries()) expect(value).toBeCloseTo(expected[index] ?? 0, 9)
    }
    close(ratioProcess(blocks, { tolerance: 1, dispersion: 1, planned: 30 }).path, prototype.logE)
    close(ratioProcess(blocks, { ...once, planned: 30 }).path, prototype.logETolerance125)
    close(ratioProcess(blocks, { tolerance: 1, dispersion: 1, planned: 1 }).path, prototype.logEWithoutOnset)
  })

  test('the dispersion agrees with the prototype', () => {
    const counts = prototype.dispersion.counts.map(([bad, total]) => ({ bad, total }))
    expect(overdispersion(counts)).toBeCloseTo(prototype.dispersion.phi, 12)
  })

  /** ln C(n, k), for exact means over small tables. */
  const logChoose = (n: number, k: number) => logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1)

  test.each([
    [40, 60, 7],
    [500, 30, 12],
    [10, 300, 5],
  ])(
    'given the sum, the mean of each factor is one at the edge of the null (m=%i, n=%i, s=%i)',
    (m, n, s) => {
      const share = (1.25 * n) / (m + 1.25 * n)
      for (const [index] of worseFactors.entries()) {
        let mean = 0
        for (let y = 0; y <= s; y += 1) {
          const chance = Math.exp(logChoose(s, y) + y * Math.log(share) + (s - y) * Math.log1p(-share))
          mean += chance * Math.exp(singleIncrement(m, n, s - y, y, index))
        }
        expect(mean).toBeCloseTo(1, 9)
      }
    },
  )

  test('counts of requests (hypergeometric given their sum) keep the mean at most one', () => {
    const m = 40
    const n = 25
    for (let s = 1; s <= 30; s += 1) {
      let mean = 0
      for (let y = Math.max(0, s - m); y <= Math.min(n, s); y += 1) {
        const chance = Math.exp(logChoose(n, y) + logChoose(m, s - y) - logChoose(m + n, s))
        mean +=
          chance *
          Math.exp(
            last(
              ratioProcess([{ before: { bad: s - y, total: m }, after: { bad: y, total: n } }], {
                ...once,
                tolerance: 1,
              }).path,
            ),
          )
      }
      expect(mean).toBeLessThanOrEqual(1 + 1e-9)
    }
  })

  /** One factor of the mixture, from the formula in its two-fraction form. */
  function singleIncrement(m: number, n: number, x: number, y: number, index: number): number {
    const factor = worseFactors[index] ?? 1
    const atNull = (1.25 * n) / (m + 1.25 * n)
    const atWorse = (factor * 1.25 * n) / (m + factor * 1.25 * n)
    return y * Math.log(atWorse / atNull) + x * Math.log((1 - atWorse) / (1 - atNull))
  }

  test('one block equals the mean of its factors', () => {
    fc.assert(
      fc.property(block, ({ before, after }) => {
        let sum = 0
        for (const [index] of worseFactors.entries())
          sum += Math.exp(singleIncrement(before.total, after.total, before.bad, after.bad, index))
        expect(last(ratioProcess([{ before, after }], once).path)).toBeCloseTo(
          Math.log(sum / worseFactors.length),
          8,
        )
      }),
    )
  })

  test('without an onset the order of the minutes does not matter', () => {
    fc.assert(
      fc.property(someBlocks, (given) => {
        const reversed = [...given].reverse()
        expect(last(ratioProcess(reversed, once).path)).toBeCloseTo(last(ratioProcess(given, once).path), 8)
      }),
    )
  })

  test('ten times the traffic with the same errors is the same evidence', () => {
    fc.assert(
      fc.property(someBlocks, (given) => {
        const scaled = given.map(({ before, after }) => ({
          before: { ...before, total: before.total * 10 },
          after: { ...after, total: after.total * 10 },
        }))
        expect(last(ratioProcess(scaled, once).path)).toBeCloseTo(last(ratioProcess(given, once).path), 8)
      }),
    )
  })

  test('more errors after are never less evidence, more errors before never more', () => {
    fc.assert(
      fc.property(someBlocks, fc.nat(), fc.integer({ min: 1, max: 5 }), (given, pick, more) => {
        const at = pick % given.length
        const change = (side: 'before' | 'after') =>
          given.map((each, index) =>
            index === at ? { ...each, [side]: { ...each[side], bad: each[side].bad + more } } : each,
          )
        const test = { ...once, planned: 10 }
        const evidence = last(ratioProcess(given, test).path)
        expect(last(ratioProcess(change('after'), test).path)).toBeGreaterThanOrEqual(evidence - 1e-9)
        expect(last(ratioProcess(change('before'), test).path)).toBeLessThanOrEqual(evidence + 1e-9)
      }),
    )
  })

  test('a block without traffic on one side says nothing', () => {
    const silent: Block = { before: { bad: 0, total: 0 }, after: { bad: 50, total: 50 } }
    expect(ratioProcess([silent], once).highest).toBe(0)
    const unused: Block = { before: { bad: 3, total: 50 }, after: { bad: 0, total: 0 } }
    expect(ratioProcess([unused], once).highest).toBe(0)
  })

  test('over-dispersion divides the evidence', () => {
    const given: Block[] = [{ before: { bad: 2, total: 1_000 }, after: { bad: 40, total: 1_000 } }]
    const plain = ratioProcess(given, once).highest
    const divided = ratioProcess(given, { ...once, dispersion: 4 }).highest
    expect(divided).toBeLessThan(plain / 3)
    expect(divided).toBeGreaterThan(plain / 6)
  })
})

describe('over-dispersion', () => {
  test('is at least one, and one where nothing went wrong or nothing varies', () => {
    expect(overdispersion([])).toBe(1)
    expect(overdispersion([{ bad: 4, total: 10 }])).toBe(1)
    expect(
      overdispersion([
        { bad: 0, total: 10 },
        { bad: 0, total: 20 },
      ]),
    ).toBe(1)
    expect(
      overdispersion([
        { bad: 5, total: 100 },
        { bad: 10, total: 200 },
      ]),
    ).toBe(1)
  })

  test('a burst in one minute is seen', () => {
    const quiet = Array.from({ length: 9 }, () => ({ bad: 1, total: 100 }))
    expect(overdispersion([...quiet, { bad: 60, total: 100 }])).toBeGreaterThan(20)
  })
})
