import { describe, expect, test } from '@jest/globals'
import { issueEvidence, parseEvidence, type RunFacts, serialiseEvidence } from '@operator/evidence'
import { composeReport } from '@operator/report'
import { known, unreadBecause } from '../fact.ts'
import { headOid, headTree, type SamplePolicy, sampleSnapshot, sampleSubject } from '../sample.ts'
import type { EscalationFacts } from './facts.ts'
import { escalated, type Given, judge } from './sample-escalation.ts'

describe('a protected environment', () => {
  const run: RunFacts = {
    repository: { id: 7, name: 'octo/shop' },
    event: 'push',
    headSha: headOid,
    id: 100,
    attempt: 1,
    workflow: { path: '.github/workflows/deploy.yml', ref: 'refs/heads/main', sha: headOid },
  }
  const policy: SamplePolicy = {
    environments: { production: { 'approval-environment': 'production-approval' } },
  }

  interface Shown {
    readonly asked?: Given
    readonly environment?: string
    readonly tree?: string
    readonly id?: number
    readonly differs?: boolean
  }

  /** What the job before the approval said, and the proof that it did. */
  function shown({
    asked = { policy },
    environment = 'production',
    tree = headTree,
    id = 100,
    differs = false,
  }: Shown = {}) {
    const subject = sampleSubject()
    const report = composeReport({
      version: '0.1.0',
      action: 'gate',
      subject: {
        repository: { id: 7, name: 'octo/shop' },
        service: 'default',
        environment,
        mode: 'enforce',
        stage: 'deploy',
        intent: 'release',
        head: headOid,
        base: subject.base,
        baseMeaning: subject.baseMeaning,
        tree,
      },
      checks: judge(asked).outcomes.map((outcome) => ({ ...outcome, title: outcome.id, level: 'enforce' })),
      generatedAt: '2026-11-25T09:55:00.000Z',
      validUntil: '2026-11-26T09:55:00.000Z',
      timings: {},
      apiCost: { rest: 0, graphqlPoints: 0 },
      sources: [],
      policy: { origin: 'default', digest: 'policy', keys: [] },
    })
    const statement = issueEvidence(report, {
      run: { ...run, id },
      baseTree: sampleSnapshot().evidence.baseTree,
      reportFile: JSON.stringify(report),
    })
    if (statement === undefined) throw new Error('no evidence')
    return {
      parsed: parseEvidence(serialiseEvidence(statement)),
      proof: {
        kind: 'same-run' as const,
        run,
        workflow: differs
          ? ({ kind: 'differs', path: run.workflow.path } as const)
          : ({ kind: 'equal' } as const),
      },
    }
  }

  const approvedBy = (...logins: readonly string[]) =>
    known(
      logins.map((login, id) => ({
        environment: 'Production-Approval',
        by: { login, type: 'User', id: 50 + id },
      })),
    )
  const byBob = approvedBy('bob')
  const permissions = {
    bob: { answered: true, permission: 'write' },
    carol: { answered: true, permission: 'read' },
    ann: { answered: true, permission: 'write' },
  } as const
  const told = (escalation: Partial<EscalationFacts>, given: Given = {}) =>
    escalated({ policy, ...given, escalation: { permissions, ...escalation } })

  test('that was approved after it was shown what is asked', () => {
    expect(told({ shown: shown(), approvals: byBob })).toBe('pass approved-by-person')
  })

  test('counts for nothing without what was shown, or when it was another environment', () => {
    expect(told({ approvals: byBob })).toBe('ask user-data')
    expect(told({ shown: shown(), approvals: byBob }, { policy: {} })).toBe('ask user-data')
    expect(told({ shown: shown(), approvals: approvedBy() })).toBe('ask user-data')
  })

  test('counts for what was shown, not for what came after', () => {
    const nothing = shown({ asked: { policy, checks: [] } })
    expect(told({ shown: nothing, approvals: byBob })).toBe('ask user-data')
  })

  test.each<[string, Shown]>([
    ['of other content', { tree: '9'.repeat(40) }],
    ['of another environment', { environment: 'production-eu' }],
    ['of another run', { id: 99 }],
    ['from a workflow that the change edited', { differs: true }],
  ])('evidence %s shows nothing', (_, change) => {
    expect(told({ shown: shown(change), approvals: byBob })).toBe('ask user-data')
  })

  test('approved by its author, or by whoever may not write, is not approved', () => {
    const byAuthor = known([
      { environment: 'production-approval', by: { login: 'ann', type: 'User', id: 1 } },
    ])
    expect(told({ shown: shown(), approvals: byAuthor })).toBe('ask user-data')
    expect(told({ shown: shown(), approvals: approvedBy('carol') })).toBe('ask user-data')
  })

  test('approved anew in a later attempt by somebody whose word does not count', () => {
    expect(told({ shown: shown(), approvals: approvedBy('bob', 'carol') })).toBe('ask user-data')
  })

  test('an app that answers beside the reviewers neither helps nor harms', () => {
    const byApp = {
      environment: 'production-approval',
      by: { login: 'gatekeeper[bot]', type: 'Bot', id: 60 },
    }
    expect(told({ shown: shown(), approvals: known([byApp]) })).toBe('ask user-data')
    const byPerson = { environment: 'production-approval', by: { login: 'bob', type: 'User', id: 50 } }
    expect(told({ shown: shown(), approvals: known([byPerson, byApp]) })).toBe('pass approved-by-person')
  })

  test('whose approvals cannot be read is unknown', () => {
    const gone = unreadBecause('forbidden', 'GitHub refused.')
    expect(told({ shown: shown(), approvals: gone })).toBe('unknown approver-unknown')
  })
})
