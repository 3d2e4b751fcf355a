import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { greatestFlakeRate, type ProbeResult, probeProcess } from './probe-process.ts'

const flake = { wrong: 0.001, silent: 0.01 }
const repeat = (result: ProbeResult, times: number): ProbeResult[] =>
  Array.from({ length: times }, () => result)
const alarms = (results: readonly ProbeResult[], planned = 120, alpha = 0.01) =>
  probeProcess(results, flake, planned).highest >= Math.log(1 / alpha)

describe('the probe test', () => {
  test('two wrong answers in a row alarm, at the start and after half an hour of good ones', () => {
    expect(alarms(repeat('wrong', 2))).toBe(true)
    expect(alarms([...repeat('ok', 100), ...repeat('wrong', 2)])).toBe(true)
  })

  test('one wrong answer among good ones does not', () => {
    expect(alarms([...repeat('ok', 10), 'wrong', ...repeat('ok', 60)])).toBe(false)
  })

  test('a path that fails every fourth time alarms although it never fails twice in a row', () => {
    const look: ProbeResult[] = ['ok', 'ok', 'ok', 'wrong']
    expect(alarms([...look, ...look, ...look, ...look])).toBe(true)
  })

  test('silence takes four in a row, since it may be our own network', () => {
    expect(alarms([...repeat('ok', 50), ...repeat('silent', 3), ...repeat('ok', 5)])).toBe(false)
    expect(alarms([...repeat('ok', 50), ...repeat('silent', 4)])).toBe(true)
  })

  test('a path that failed before is never called newly broken by failing', () => {
    const usual = { wrong: 0.7, silent: 0.01 }
    expect(probeProcess(repeat('wrong', 500), usual, 120).highest).toBe(0)
  })

  test('for every true rate up to the flake rates the mean of a look is at most one', () => {
    const rate = fc.double({ min: 1e-4, max: greatestFlakeRate, noNaN: true })
    const share = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(rate, rate, share, share, (wrong, silent, a, b) => {
        fc.pre(wrong + silent <= greatestFlakeRate)
        const factor = (result: ProbeResult) =>
          Math.exp(probeProcess([result], { wrong, silent }, 1).path[0] ?? 0)
        const [trueWrong, trueSilent] = [wrong * a, silent * b]
        const mean =
          trueWrong * factor('wrong') +
          trueSilent * factor('silent') +
          (1 - trueWrong - trueSilent) * factor('ok')
        expect(mean).toBeLessThanOrEqual(1 + 1e-9)
      }),
    )
  })

  test('a flake rate that proves nothing is refused', () => {
    expect(() => probeProcess(['ok'], { wrong: 0.6, silent: 0.5 }, 10)).toThrow(RangeError)
    expect(() => probeProcess(['ok'], { wrong: 0, silent: 0.5 }, 10)).toThrow(RangeError)
  })
})
