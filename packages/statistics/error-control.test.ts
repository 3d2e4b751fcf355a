import { describe, expect, test } from '@jest/globals'
import type { Block, Counts } from './counts.ts'
import { overdispersion } from './overdispersion.ts'
import { type ProbeResult, probeProcess } from './probe-process.ts'
import { gamma, poisson, randomFrom } from './random.ts'
import { rateProcess } from './rate.ts'
import { ratioProcess } from './rate-ratio.ts'

const looks = 30
const trials = 500

interface Scenario {
  readonly seed: number
  /** Requests a minute. */
  readonly traffic: number
  readonly before: number
  readonly after: number
  /** Variance of the minute's own factor; 0 for pure chance. */
  readonly burst: number
  /** Minutes of baseline for each minute of the watch. */
  readonly perLook: number
}

interface Watch {
  readonly blocks: readonly Block[]
  readonly dispersion: number
}

function simulate(random: () => number, scenario: Scenario): Watch {
  const minute = (rate: number): Counts => {
    const total = scenario.traffic
    const factor = scenario.burst > 0 ? gamma(random, 1 / scenario.burst, scenario.burst) : 1
    return { bad: Math.min(total, poisson(random, total * rate * factor)), total }
  }
  const baseline: Counts[] = []
  const blocks = Array.from({ length: looks }, () => {
    const before = Array.from({ length: scenario.perLook }, () => minute(scenario.before))
    baseline.push(...before)
    const bad = before.reduce((sum, each) => sum + each.bad, 0)
    const total = before.reduce((sum, each) => sum + each.total, 0)
    return { before: { bad, total }, after: minute(scenario.after) }
  })
  return { blocks, dispersion: overdispersion(baseline) }
}

/** Share of watches that alarm, and the median minute of the alarm. */
function detect(scenario: Scenario, alpha: number, tolerance = 1) {
  const random = randomFrom(scenario.seed)
  const minutes: number[] = []
  for (let trial = 0; trial < trials; trial += 1) {
    const { blocks, dispersion } = simulate(random, scenario)
    const { path } = ratioProcess(blocks, { tolerance, dispersion, planned: looks })
    const minute = path.findIndex((value) => value >= Math.log(1 / alpha))
    minutes.push(minute < 0 ? Infinity : minute + 1)
  }
  minutes.sort((a, b) => a - b)
  return {
    share: minutes.filter(Number.isFinite).length / trials,
    median: minutes[Math.floor(trials / 2)] ?? Infinity,
  }
}

const rare = { traffic: 10, before: 0.005, burst: 0, perLook: 12 }
const usual = { traffic: 100, before: 0.005, burst: 0, perLook: 12 }
const bursty = { traffic: 1_000, before: 0.005, burst: 0.5, perLook: 12 }

describe('false alarms of a whole watch, looked at every minute', () => {
  // Three standard errors above 5 % with 500 trials are 8 %.
  test.each([
    ['10 requests a minute', { ...rare, seed: 11 }],
    ['100 requests a minute', { ...usual, seed: 12 }],
    ['1000 requests a minute in bursts', { ...bursty, seed: 13 }],
  ])('stay below α: %s', (_, scenario) => {
    expect(detect({ ...scenario, after: 0.005 }, 0.05).share).toBeLessThanOrEqual(0.05)
  })

  test('also when the rate rises by less than the tolerance', () => {
    expect(detect({ ...usual, after: 0.006, seed: 14 }, 0.05, 1.25).share).toBeLessThanOrEqual(0.05)
  })

  test('of the one-sample test at its limit', () => {
    const random = randomFrom(15)
    let alarms = 0
    for (let trial = 0; trial < trials; trial += 1) {
      const counts = Array.from({ length: looks }, () => {
        return { bad: poisson(random, 1), total: 100 }
      })
      const { highest } = rateProcess(counts, { limit: 0.01, dispersion: 1, planned: looks })
      if (highest >= Math.log(20)) alarms += 1
    }
    expect(alarms / trials).toBeLessThanOrEqual(0.05)
  })

  test('of the probe test at its flake rates', () => {
    const random = randomFrom(16)
    const flake = { wrong: 0.03, silent: 0.05 }
    let alarms = 0
    for (let trial = 0; trial < 2_000; trial += 1) {
      const results = Array.from({ length: 60 }, (): ProbeResult => {
        const draw = random()
        if (draw < flake.wrong) return 'wrong'
        return draw < flake.wrong + flake.silent ? 'silent' : 'ok'
      })
      if (probeProcess(results, flake, 60).highest >= Math.log(20)) alarms += 1
    }
    expect(alarms / 2_000).toBeLessThanOrEqual(0.05)
  })
})

describe('detection, as measured with the prototype (4000 trials)', () => {
  test.each([
    { name: '10 rpm, .5 % to 5 %', scenario: { ...rare, after: 0.05, seed: 21 }, share: 0.993, median: 8 },
    { name: '10 rpm, .5 % to 20 %', scenario: { ...rare, after: 0.2, seed: 22 }, share: 1, median: 2 },
    { name: '100 rpm, .5 % to 2 %', scenario: { ...usual, after: 0.02, seed: 23 }, share: 1, median: 4 },
    { name: '100 rpm, .5 % to 5 %', scenario: { ...usual, after: 0.05, seed: 24 }, share: 1, median: 1 },
    {
      name: '1000 rpm in bursts, .5 % to 1 %',
      scenario: { ...bursty, after: 0.01, seed: 25 },
      share: 0.966,
      median: 9,
    },
  ])('$name', ({ scenario, share, median }) => {
    const found = detect(scenario, 0.05)
    const standardError = Math.sqrt((share * (1 - share) + 0.002) / trials)
    expect(Math.abs(found.share - share)).toBeLessThanOrEqual(4 * standardError)
    expect(Math.abs(found.median - median)).toBeLessThanOrEqual(1)
  })
})
