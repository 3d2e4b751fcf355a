import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import { type SamplePolicy, sampleDeployment, samplePullRequest, sampleRules } from '../sample.ts'
import type { RollbackFacts } from './facts.ts'
import { evaluateRollbackPlan, type WayBack } from './rollback-plan.ts'
import type { RollbackSection } from './section.ts'

const facts = (over: Partial<RollbackFacts> = {}): RollbackFacts => ({
  runbooks: [],
  dispatchable: [],
  named: [],
  migrations: [],
  unread: [],
  ...over,
})
const section = (over: Partial<RollbackSection> = {}): RollbackSection => ({
  state: 'written',
  excerpt: '',
  mentions: [],
  commands: [],
  reverts: false,
  ...over,
})

interface Case {
  readonly facts?: Partial<RollbackFacts>
  readonly section?: Partial<RollbackSection>
  readonly policy?: SamplePolicy
  readonly way?: Partial<WayBack>
}

const judge = ({ facts: over, section: plan, policy, way }: Case = {}) => {
  const pull = samplePullRequest({ rollback: section(plan) })
  const outcome = evaluateRollbackPlan(known(facts(over)), known([pull]), sampleRules(policy), {
    target: undefined,
    migrationsReversible: false,
    ...way,
  })
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('rollback-plan', () => {
  test.each<[string, Case]>([
    ['a command', { section: { commands: ['kubectl rollout undo deployment/shop'] } }],
    ['a file that exists', { section: { mentions: ['docs/undo.md'] }, facts: { named: ['docs/undo.md'] } }],
    [
      'a workflow that can be dispatched',
      { section: { mentions: ['undo.yml'] }, facts: { named: ['.github/workflows/undo.yml'] } },
    ],
    ['a feature flag', { section: { flag: 'new-window' } }],
    ['a revert', { section: { reverts: true } }],
    [
      'a runbook for every deployment',
      {
        section: { state: 'absent' },
        facts: { runbooks: [{ path: 'docs/rollback.md', executable: './undo' }] },
      },
    ],
    [
      'a workflow for it',
      { section: { state: 'absent' }, facts: { dispatchable: ['.github/workflows/rollback.yml'] } },
    ],
    [
      "the watch's own",
      {
        section: { state: 'absent' },
        facts: { dispatchable: ['.github/workflows/deploy.yml'] },
        policy: { rollbackWorkflow: 'deploy.yml' },
      },
    ],
  ])('passes with %s', (_, given) => {
    expect(judge(given).told).toBe('pass plan-executable')
  })

  test.each<[string, Case, string]>([
    ['nothing', { section: { state: 'absent' } }, 'plan-missing'],
    ['the untouched template', { section: { state: 'template', commands: ['x'] } }, 'plan-missing'],
    ['"N/A"', { section: { state: 'declined' } }, 'plan-missing'],
    ['words only', { section: { excerpt: 'We will look into it.' } }, 'not-executable'],
    ['a file that does not exist', { section: { mentions: ['docs/nope.md'] } }, 'not-executable'],
    [
      'a runbook without anything to run',
      { section: { state: 'absent' }, facts: { runbooks: [{ path: 'docs/rollback.md' }] } },
      'plan-missing',
    ],
    [
      'a workflow that merely exists',
      { section: { state: 'absent' }, facts: { dispatchable: ['.github/workflows/deploy.yml'] } },
      'plan-missing',
    ],
    [
      'a revert over a migration',
      { section: { reverts: true }, facts: { migrations: ['db/2.sql'] } },
      'revert-not-enough',
    ],
    [
      'a runbook for code over a migration',
      {
        section: { state: 'absent' },
        facts: { migrations: ['db/2.sql'], runbooks: [{ path: 'docs/rollback.md', executable: './undo' }] },
      },
      'revert-not-enough',
    ],
    [
      'nothing over a migration',
      { section: { state: 'absent' }, facts: { migrations: ['db/2.sql'] } },
      'plan-missing',
    ],
  ])('fails with %s', (_, given, code) => {
    expect(judge(given).told).toBe(`fail ${code}`)
    expect(judge(given).next).toBeTruthy()
  })

  test('a migration that was proven to go back needs no more than a revert', () => {
    const given = { section: { reverts: true }, facts: { migrations: ['db/2.sql'] } }
    expect(judge({ ...given, way: { migrationsReversible: true } }).told).toBe('pass plan-executable')
  })

  test('the document that the policy names must be there', () => {
    const policy = { precheck: { rollback: { runbook: 'ops/undo.md' } } }
    expect(judge({ policy, section: { reverts: true } }).told).toBe('fail runbook-missing')
    expect(
      judge({
        policy,
        section: { state: 'absent' },
        facts: { runbooks: [{ path: 'ops/undo.md', executable: 'make undo' }] },
      }).told,
    ).toBe('pass plan-executable')
  })

  test('a plan that leads nowhere is none', () => {
    const way = (target: WayBack['target']) => judge({ section: { reverts: true }, way: { target } }).told
    expect(
      way({ kind: 'found', deployment: sampleDeployment({ environment: 'production' }), why: 'a job' }),
    ).toBe('pass plan-executable')
    expect(way({ kind: 'none', environment: 'production' })).toBe('ask nothing-to-go-back-to')
    expect(way({ kind: 'unverified', message: 'It does not count.', next: 'List it.' })).toBe(
      'unknown deployment-unverified',
    )
    expect(way({ kind: 'unread', fact: unreadBecause('forbidden', 'refused') })).toBe('unknown forbidden')
  })

  test('every pull request of a release must say so, or the repository once for all', () => {
    const pulls = known([
      samplePullRequest({ rollback: section({ reverts: true }) }),
      samplePullRequest({ number: 13, rollback: section({ state: 'absent' }) }),
    ])
    const way = { target: undefined, migrationsReversible: false }
    expect(evaluateRollbackPlan(known(facts()), pulls, sampleRules(), way)).toMatchObject({
      status: 'fail',
      reason: { message: '#13: no section about rollback.' },
    })
  })

  test('what cannot be read is unknown', () => {
    const way = { target: undefined, migrationsReversible: false }
    const noToken = unreadBecause('no-token', 'none')
    expect(evaluateRollbackPlan(noToken, known([]), sampleRules(), way).status).toBe('unknown')
    expect(evaluateRollbackPlan(known(facts()), noToken, sampleRules(), way).status).toBe('unknown')
    expect(
      evaluateRollbackPlan(
        known(facts({ unread: ['docs/rollback.md (Git LFS)'] })),
        known([]),
        sampleRules(),
        way,
      ).reason.code,
    ).toBe('unread-files')
  })

  test('a commit that is gone from the repository cannot be gone back to', () => {
    const { tree: _, ...deployment } = sampleDeployment({ environment: 'production' })
    const way = { target: { kind: 'found' as const, deployment, why: 'a job' } }
    expect(judge({ section: { reverts: true }, way }).told).toBe('unknown target-gone')
  })
})
