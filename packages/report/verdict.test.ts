import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Check, checkLevel, checkStatus } from './check.ts'
import { atLeast, type Verdict, verdict, verdictOfChecks, verdictOfStatus, worst } from './verdict.ts'

function check(status: Check['status'], level: Check['level']): Check {
  return {
    id: 'a/b',
    title: 'a',
    level,
    status,
    reason: { code: 'x', message: 'x' },
    evidence: [],
    findings: [],
  }
}

const anyCheck = fc
  .tuple(fc.constantFrom(...checkStatus.options), fc.constantFrom(...checkLevel.options))
  .map(([status, level]) => check(status, level))

describe('verdict', () => {
  test.each<[Check['status'], Verdict]>([
    ['pass', 'go'],
    ['not-applicable', 'go'],
    ['overridden', 'go'],
    ['ask', 'ask-human'],
    ['unknown', 'incomplete'],
    ['pending', 'incomplete'],
    ['fail', 'no-go'],
  ])('%s is %s', (status, expected) => {
    expect(verdictOfStatus(status)).toBe(expected)
  })

  test('nothing enforced is incomplete, not go', () => {
    expect(verdictOfChecks([])).toBe('incomplete')
    expect(verdictOfChecks([check('pass', 'report')])).toBe('incomplete')
  })

  test('report-only checks do not count', () => {
    expect(verdictOfChecks([check('fail', 'report'), check('pass', 'enforce')])).toBe('go')
  })

  test('unknown and pending never become go, whatever stands beside them', () => {
    fc.assert(
      fc.property(
        fc.array(anyCheck),
        fc.constantFrom('unknown' as const, 'pending' as const),
        (checks, status) => {
          expect(verdictOfChecks([...checks, check(status, 'enforce')])).not.toBe('go')
        },
      ),
    )
  })

  test('adding a check never makes an established verdict milder, and order does not matter', () => {
    fc.assert(
      fc.property(fc.array(anyCheck, { minLength: 1 }), anyCheck, (checks, added) => {
        const before = verdictOfChecks(checks)
        const enforced = checks.some((one) => one.level === 'enforce')
        if (enforced) expect(atLeast(verdictOfChecks([...checks, added]), before)).toBe(true)
        expect(verdictOfChecks([...checks].reverse())).toBe(before)
      }),
    )
  })

  test('worst is one of its arguments and at least each of them', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...verdict.options), { minLength: 1 }), (verdicts) => {
        const result = worst(verdicts)
        expect(verdicts).toContain(result)
        for (const one of verdicts) expect(atLeast(result, one)).toBe(true)
      }),
    )
  })
})
