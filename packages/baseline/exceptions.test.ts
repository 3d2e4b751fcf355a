import { describe, expect, test } from '@jest/globals'
import { type CheckOutcome, fingerprint } from '@operator/report'
import { applyExceptions, staleExceptions } from './exceptions.ts'
import { baselinePolicy } from './policy.ts'

const now = new Date('2027-01-31T12:00:00Z')
const mark = fingerprint('a')
const aliases = new Map([['GHSA-aaaa', ['GHSA-aaaa', 'CVE-2026-1']]])
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
    expect(applyExceptions(outcome(id, ...marks), exceptions, aliases, now).status).toBe(status)
  })

  test('old errors need no exception, new ones do', () => {
    const one = outcome('security-baseline/dependencies', mark, fingerprint('b'))
    const [first, second] = one.findings
    if (first === undefined || second === undefined) throw new Error('no findings')
    const exceptions = [{ id: mark, reason: 'reason', expires: '2027-02-01' }]
    const judged = { ...one, findings: [first, { ...second, state: 'existing' as const }] }
    expect(applyExceptions(judged, exceptions, aliases, now).status).toBe('overridden')
  })

  test.each(['GHSA-aaaa', 'CVE-2026-1'])('%s is accepted under any name of the advisory', (id) => {
    const one = outcome('security-baseline/dependencies', mark)
    const named = { ...one, findings: one.findings.map((finding) => ({ ...finding, ruleId: 'GHSA-aaaa' })) }
    const exceptions = [{ id, reason: 'reason', expires: '2027-02-01' }]
    expect(applyExceptions(named, exceptions, aliases, now).status).toBe('overridden')
    expect(staleExceptions([named], exceptions, aliases, now)).toEqual([])
  })

  test('what ran out or matches nothing is a finding', () => {
    const exceptions = [
      { id: mark, reason: 'reason', expires: '2027-01-30' },
      { id: 'GHSA-none', reason: 'reason', expires: '2027-02-01' },
    ]
    const stale = staleExceptions([outcome('security-baseline/workflows', mark)], exceptions, aliases, now)
    expect(stale.map((finding) => finding.ruleId)).toEqual(['exception-expired', 'exception-unused'])
  })

  test('a rule name is no id', () => {
    const result = baselinePolicy.safeParse({
      exceptions: [{ id: 'unpinned-uses', reason: 'all of them', expires: '2027-01-01' }],
    })
    expect(result.success).toBe(false)
  })
})
