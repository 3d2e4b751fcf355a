import { describe, expect, test } from '@jest/globals'
import { issueEvidence, parseEvidence, type RunFacts, serialiseEvidence } from '@operator/evidence'
import { type Check, composeReport } from '@operator/report'
import { evaluatePrecheck } from '../evaluate.ts'
import { known, unreadBecause } from '../fact.ts'
import {
  headOid,
  headTree,
  type SamplePolicy,
  sampleNow,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
} from '../sample.ts'
import type { EscalationFacts } from './facts.ts'
import { drops, escalated, find, finding, type Given, judge, otherCheck } from './sample-escalation.ts'

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
    readonly made?: string
  }

  /** What the job before the approval said, and the proof that it did. */
  function shown({
    asked = { policy },
    environment = 'production',
    tree = headTree,
    id = 100,
    differs = false,
    made = '2026-11-25T09:55:00.000Z',
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
      checks: [
        // The gate lists the other actions' checks as people have answered them.
        ...(asked.checks ?? drops).map((check) => ({
          ...check,
          ...(check.status === 'ask' && { questions: judge(asked).of('escalation').questions ?? [] }),
        })),
        ...judge(asked).outcomes.map(
          (outcome): Check => ({ ...outcome, title: outcome.id, level: 'enforce' }),
        ),
      ],
      generatedAt: made,
      validUntil: new Date(Date.parse(made) + 3_600_000).toISOString(),
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

  test('counts however long it waited in the run that asked', () => {
    const old = shown({ made: '2026-11-20T09:55:00.000Z' })
    expect(told({ shown: old, approvals: byBob })).toBe('pass approved-by-person')
    expect(told({ shown: shown({ made: '2026-10-20T09:55:00.000Z' }), approvals: byBob })).toBe(
      'ask user-data',
    )
  })

  describe('before precheck judges again, on what the gate said', () => {
    const again = (approvals: EscalationFacts['approvals'], { checks, ...rest }: Shown & Given = {}) => {
      const asked: Given = { policy, ...(checks !== undefined && { checks }) }
      const gate = shown({ asked, ...rest })
      const { facts } = judge({
        ...asked,
        escalation: { permissions, shown: gate, ...(approvals !== undefined && { approvals }) },
        snapshot: { evidence: { ...sampleSnapshot().evidence, baseline: gate, migrations: gate } },
      })
      const { outcomes } = evaluatePrecheck(facts, sampleRules(policy), sampleNow)
      return ['migration-guard', 'escalation'].map((id) => {
        const { status, reason } = find(outcomes, id)
        return `${status} ${reason.code}`
      })
    }

    test('what it asked was answered by whoever approved, to the letter', () => {
      expect(again(undefined)).toEqual(['ask said-ask-human', 'ask user-data'])
      expect(again(byBob)).toEqual(['pass said-go', 'pass approved-by-person'])
    })

    test('what failed there and was only reported was asked in the escalation', () => {
      const checks = [
        { ...otherCheck('migration-guard/rules', 'fail', [finding()]), level: 'report' as const },
        otherCheck('migration-guard/files', 'pass'),
      ]
      expect(again(undefined, { checks })).toEqual(['pass said-go', 'ask breaking-migration'])
      expect(again(byBob, { checks })).toEqual(['pass said-go', 'pass approved-by-person'])
    })

    test('it holds as long as the two actions alone would, not for the hour of a deployment', () => {
      expect(again(byBob, { made: '2026-11-25T02:00:00.000Z' })[0]).toBe('pass said-go')
      expect(again(byBob, { made: '2026-11-24T02:00:00.000Z' })[0]).toBe('unknown evidence-unverified')
    })

    test('a gate that says nothing of an action is no evidence of it', () => {
      expect(again(byBob, { checks: [] })[0]).toBe('unknown evidence-unverified')
    })
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
