import { describe, expect, test } from '@jest/globals'
import type { DependenciesSnapshot, Vulnerability } from '@operator/dependencies'
import { type AuditSnapshot, auditIssue, evaluateAudit } from './audit.ts'
import { baselinePolicy } from './policy.ts'

const now = new Date('2027-01-15T00:00:00Z')
const bad: Vulnerability = {
  ids: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-1'],
  summary: 'Bad',
  severity: 'high',
  malicious: false,
  manifest: 'yarn.lock',
  package: { ecosystem: 'npm', name: 'bad', version: '1.0.0', line: 1, scope: 'runtime', path: [] },
}
function snapshot(
  fields: Partial<DependenciesSnapshot> = {},
  ...found: readonly Vulnerability[]
): AuditSnapshot {
  return {
    kind: 'collected',
    facts: {
      head: { vulnerabilities: found, problems: [] },
      base: { vulnerabilities: [], problems: [] },
      lockfiles: [{ path: 'yarn.lock', packages: 1 }],
      unread: [],
      full: true,
      changed: true,
      ignored: [],
      private: { count: 0, undeclared: [] },
      source: { url: 'https://osv.example', answered: true, detail: '1 advisories', queries: 1 },
      ...fields,
    },
  }
}
const policy = (exceptions: object[] = []) => baselinePolicy.parse({ exceptions })
const except = (id: string, expires: string) => ({ id, reason: 'not reachable', expires })
const down = { url: 'https://osv.example', answered: false, detail: 'it is down', queries: 0 }
const unread = [{ path: 'deno.lock', reason: 'not read yet', changed: true }]

describe('the audit', () => {
  test('has its own checks, and age is no excuse', () => {
    const outcomes = evaluateAudit(snapshot({}, bad), policy(), now)
    expect(outcomes.map(({ id, status, reason }) => [id, status, reason.code])).toEqual([
      ['dependency-audit/malicious', 'pass', 'none-malicious'],
      ['dependency-audit/dependencies', 'fail', 'vulnerable-dependency'],
    ])
  })

  test('a crash is unknown, for both', () => {
    const outcomes = evaluateAudit({ kind: 'crashed', message: 'boom' }, policy(), now)
    expect(outcomes.map(({ id, status }) => [id, status])).toEqual([
      ['dependency-audit/malicious', 'unknown'],
      ['dependency-audit/dependencies', 'unknown'],
    ])
  })

  test.each([
    ['accepted under another name', except('CVE-2026-1', '2027-01-15'), 'overridden', false],
    ['accepted until yesterday', except('CVE-2026-1', '2027-01-14'), 'fail', true],
    ['something else accepted', except('CVE-2026-2', '2027-02-01'), 'fail', true],
  ])('%s', (_, exception, status, open) => {
    const accepted = policy([exception])
    expect(evaluateAudit(snapshot({}, bad), accepted, now)[1]?.status).toBe(status)
    expect(auditIssue(snapshot({}, bad), accepted, now)?.open).toBe(open)
  })

  test('malware is accepted by nobody', () => {
    const evil = { ...bad, malicious: true, ids: ['MAL-2026-1'] }
    const accepted = policy([except('MAL-2026-1', '2027-02-01')])
    expect(evaluateAudit(snapshot({}, evil), accepted, now)[0]?.status).toBe('fail')
    expect(auditIssue(snapshot({}, evil), accepted, now)?.open).toBe(true)
  })
})

describe('the issue says nothing where too little is known', () => {
  test.each<[string, AuditSnapshot]>([
    ['a crash', { kind: 'crashed', message: 'boom' }],
    ['a source that did not answer', snapshot({ source: down })],
    ['nothing found, and something not read', snapshot({ unread })],
  ])('%s', (_, facts) => {
    expect(auditIssue(facts, policy(), now)).toBeUndefined()
  })

  test('what was found is said, with what was not read', () => {
    const issue = auditIssue(snapshot({ unread }, bad), policy(), now)
    expect(issue?.open).toBe(true)
    expect(issue?.body).toContain('### Not audited')
  })

  test('a clean bill closes it', () => {
    expect(auditIssue(snapshot(), policy(), now)).toMatchObject({ open: false })
  })
})
