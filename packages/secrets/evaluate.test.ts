import { describe, expect, test } from '@jest/globals'
import type { Detection } from '@operator/report'
import { evaluateSecrets } from './evaluate.ts'
import { secretsPolicy } from './policy.ts'
import type { SecretsSnapshot } from './snapshot.ts'

const now = new Date('2026-03-01T00:00:00Z')
const empty: SecretsSnapshot = {
  head: [],
  base: [],
  untouched: [],
  history: [],
  unread: [],
  historyComplete: true,
  files: 1,
  bytes: 1,
}
const secret: Detection = {
  ruleId: 'github-personal-access-token',
  level: 'error',
  message: 'm',
  remedy: 'Rotate it.',
  location: { path: 'a', line: 1 },
  fingerprint: 'f'.repeat(32),
  proof: 'proven',
}
const judge = (snapshot: Partial<SecretsSnapshot>, policy: object = {}) =>
  evaluateSecrets({ ...empty, ...snapshot }, secretsPolicy.parse(policy), now)[0]

describe('evaluateSecrets', () => {
  test('nothing found, everything read: pass', () => {
    expect(judge({})?.status).toBe('pass')
  })

  test('introduced fails, existing and untouched do not', () => {
    expect(judge({ head: [secret] })).toMatchObject({ status: 'fail', reason: { code: 'secret-introduced' } })
    expect(judge({ head: [secret], base: [secret] })?.status).toBe('pass')
    expect(judge({ untouched: [secret] })).toMatchObject({
      status: 'pass',
      findings: [{ state: 'existing' }],
    })
  })

  test('a secret that was removed again within the change is leaked', () => {
    const outcome = judge({ history: [{ commit: 'c'.repeat(40), detection: secret }] })
    expect(outcome?.status).toBe('fail')
    expect(outcome?.findings[0]?.message).toContain('cccccccccccc')
  })

  test('what was not read is unknown, never a pass', () => {
    expect(judge({ unread: [{ path: 'big.bin', reason: 'larger' }] })).toMatchObject({ status: 'unknown' })
    expect(judge({ historyComplete: false })).toMatchObject({
      status: 'unknown',
      reason: { code: 'history-incomplete' },
    })
  })

  test('what was not read is named with the reason, and counted where it is more than three', () => {
    const unread = ['a.ttf', 'b.ttf', 'c.ttf', 'd.ttf'].map((path) => ({ path, reason: 'larger than 5 MB' }))
    expect(judge({ unread })?.reason.message).toBe(
      '4 changed files could not be read: a.ttf (larger than 5 MB), b.ttf (larger than 5 MB), c.ttf (larger than 5 MB) and 1 more.',
    )
  })

  test('a warning does not block', () => {
    expect(judge({ head: [{ ...secret, level: 'warning' }] })?.status).toBe('pass')
  })

  test('an exception needs the fingerprint, a reason and an end that has not come', () => {
    const exception = { id: secret.fingerprint, reason: 'a revoked sample', expires: '2026-04-01' }
    expect(judge({ head: [secret] }, { exceptions: [exception] })?.status).toBe('pass')
    const expired = judge({ head: [secret] }, { exceptions: [{ ...exception, expires: '2026-02-01' }] })
    expect(expired?.status).toBe('fail')
    expect(expired?.findings.map((finding) => finding.ruleId)).toContain('exception-expired')
    expect(judge({}, { exceptions: [exception] })?.findings[0]?.ruleId).toBe('exception-unused')
  })
})
