import { describe, expect, test } from '@jest/globals'
import { watchPolicy } from '../policy.ts'
import type { Change } from '../read-change.ts'
import { planRollback, type RollbackFacts } from './plan-rollback.ts'

const sha = 'a'.repeat(40)

const policyOf = (rollback: Record<string, unknown>) =>
  watchPolicy.parse({ rollback: { workflow: 'deploy.yml', ...rollback } }).rollback

function change(given: Partial<Change> = {}): RollbackFacts['change'] {
  return {
    ok: true,
    change: {
      isAncestor: true,
      commits: [{ sha: 'b'.repeat(40), title: 'Show prices (#7)' }],
      total: 1,
      files: ['src/shop.ts'],
      filesComplete: true,
      ...given,
    },
  }
}

function plan(given: Partial<RollbackFacts> = {}) {
  return planRollback({
    policy: policyOf({}),
    lastGood: { kind: 'commit', sha },
    change: change(),
    environment: 'production',
    service: 'default',
    mode: 'enforce',
    intent: 'release',
    canDispatch: true,
    ...given,
  })
}

describe('a rollback', () => {
  test('is automatic where everything that matters is known', () => {
    const inputs = {
      sha: '{{ last-good }}',
      where: '{{environment}}/{{ service }}',
      kept: '{{ nobody-knows }}',
    }
    expect(plan({ policy: policyOf({ inputs }) })).toEqual({
      kind: 'automatic',
      workflow: 'deploy.yml',
      inputs: { sha, where: 'production/default', kept: '{{ nobody-knows }}' },
      timeout: 900_000,
      verify: 900_000,
    })
  })

  test.each<[string, Partial<RollbackFacts>]>([
    ['rollback-not-configured', { policy: undefined }],
    ['rollback-disabled', { policy: policyOf({ enabled: false }) }],
    ['report-mode', { mode: 'report' }],
    ['already-a-rollback', { intent: 'rollback' }],
    ['nothing-to-dispatch-on', { canDispatch: false }],
    ['nothing-to-dispatch-on', { environment: undefined }],
    ['no-last-good', { lastGood: { kind: 'none' } }],
    ['last-good-undetermined', { lastGood: { kind: 'undetermined', why: 'No token.' } }],
    ['change-unknown', { change: { ok: false, why: 'no clone' } }],
    ['not-an-ancestor', { change: change({ isAncestor: false }) }],
    ['critical-change', { change: change({ files: ['src/auth/login.ts'] }) }],
    ['critical-change', { change: change({ files: ['.github/operator.yml'] }) }],
    [
      'critical-change',
      { policy: policyOf({ critical: ['billing/**'] }), change: change({ files: ['billing/a/b.ts'] }) },
    ],
    ['security-fix', { change: change({ commits: [{ sha, title: 'Bump qs (CVE-2022-24999)' }] }) }],
    ['security-fix', { change: change({ commits: [{ sha, title: 'fix ghsa-hrpp-h998-j3pp' }] }) }],
    ['change-too-large', { change: change({ filesComplete: false }) }],
    ['change-too-large', { change: change({ total: 200 }) }],
  ])('is left to a person: %s', (code, given) => {
    const planned = plan(given)
    expect(planned).toMatchObject({ kind: 'by-hand', code })
    if (planned.kind === 'by-hand') expect(planned.next).toMatch(/\.$/)
  })

  test('a critical file is named even where the list is cut', () => {
    const given = change({ files: ['src/auth/login.ts'], filesComplete: false })
    expect(plan({ change: given })).toMatchObject({ code: 'critical-change' })
  })
})
