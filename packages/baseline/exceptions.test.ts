import { describe, expect, test } from '@jest/globals'
import { type CheckOutcome, fingerprint } from '@operator/report'
import { applyExceptions } from './exceptions.ts'
import { baselinePolicy } from './policy.ts'

const now = new Date('2027-01-31T12:00:00Z')
const mark = fingerprint('a')
const outcome = (id: string, ...marks: string[]): CheckOutcome => ({
  id,
  status: 'fail',
  reason: { code: 'introduced-error', message: 'x' },
  evidence: [],
  findings: marks.map((print) => ({
    ruleId: 'unpinned-uses',
    level: 'error',
    message: 'x',
    remedy: 'y',
    fingerprint: print,
    proof: 'static',
    state: 'introduced',
  })),
})

describe('applyExceptions', () => {
  test.each([
    {
      name: 'accepts to the end of its last day',
      id: 'security-baseline/workflows',
      marks: [mark],
      expires: '2027-01-31',
      status: 'overridden',
    },
    {
      name: 'ends after its last day',
      id: 'security-baseline/workflows',
      marks: [mark],
      expires: '2027-01-30',
      status: 'fail',
    },
    {
      name: 'accepts no second error',
      id: 'security-baseline/workflows',
      marks: [mark, fingerprint('b')],
      expires: '2027-02-01',
      status: 'fail',
    },
    {
      name: 'never accepts malware',
      id: 'security-baseline/malicious',
      marks: [mark],
      expires: '2027-02-01',
      status: 'fail',
    },
  ])('$name', ({ id, marks, expires, status }) => {
    const exceptions = [{ id: mark, reason: 'reason', expires }]
    expect(applyExceptions(outcome(id, ...marks), exceptions, now).status).toBe(status)
  })

  test('a rule name is no id', () => {
    const result = baselinePolicy.safeParse({
      exceptions: [{ id: 'unpinned-uses', reason: 'all of them', expires: '2027-01-01' }],
    })
    expect(result.success).toBe(false)
  })
})
