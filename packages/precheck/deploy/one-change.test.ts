import { describe, expect, test } from '@jest/globals'
import { type Fact, known, unreadBecause } from '../fact.ts'
import { sampleDeployment, sampleNow, sampleRules, sampleSubject } from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import type { DeploymentFacts, DeploymentsFacts } from './facts.ts'
import { type LockFacts, readLock } from './lock.ts'
import { evaluateOneChange } from './one-change.ts'

const creator = { login: 'github-actions', type: 'Bot' }
const at = (state: string, createdAt: string, description?: string) => ({
  state,
  createdAt,
  creator,
  ...(description !== undefined && { description }),
})
const deployment = (changes: Partial<DeploymentFacts> = {}) =>
  sampleDeployment({ environment: 'production', sha: '1'.repeat(40), ...changes })
const open = (state: string, createdAt = '2026-11-25T09:50:00Z', changes: Partial<DeploymentFacts> = {}) =>
  deployment({ id: 9, statuses: [at(state, createdAt)], ...changes })

interface Given {
  readonly target?: Fact<DeploymentsFacts> | readonly DeploymentFacts[]
  readonly locks?: Fact<readonly LockFacts[]>
  readonly subject?: Partial<SubjectFacts>
  readonly watchFor?: number
}

const judge = ({ target = [deployment()], locks = known([]), subject, watchFor }: Given = {}) => {
  const rules = sampleRules()
  const outcome = evaluateOneChange(
    {
      target: 'known' in target ? target : known({ deployments: target, complete: true }),
      locks,
    },
    sampleSubject(subject),
    { ...rules, watch: { ...rules.watch, ...(watchFor !== undefined && { for: watchFor }) } },
    sampleNow,
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('one-change', () => {
  test('nothing else is on its way', () => {
    expect(judge().told).toBe('pass nothing-else')
    expect(judge({ target: [] }).told).toBe('pass nothing-else')
  })

  test.each(['IN_PROGRESS', 'QUEUED', 'PENDING', 'WAITING'])('another deployment that is %s', (state) => {
    const outcome = judge({ target: [open(state), deployment()] })
    expect(outcome.told).toBe('pending deployment-in-progress')
    expect(outcome.reason.message).toContain('deployment 9')
  })

  test('one on which nobody reported yet', () => {
    const fresh = { statuses: [], createdAt: '2026-11-25T09:55:00Z' }
    expect(judge({ target: [open('', '', fresh)] }).told).toBe('pending deployment-in-progress')
  })

  test('our own run, another environment, and what is over are nothing else', () => {
    expect(judge({ target: [open('IN_PROGRESS', undefined, { ours: true })] }).told).toBe('pass nothing-else')
    expect(judge({ target: [open('IN_PROGRESS', undefined, { environment: 'staging' })] }).told).toBe(
      'pass nothing-else',
    )
    expect(judge({ target: [open('IN_PROGRESS', undefined, { environment: 'Production' })] }).told).toBe(
      'pending deployment-in-progress',
    )
    expect(judge({ target: [open('FAILURE')] }).told).toBe('pass nothing-else')
    expect(judge({ target: [open('INACTIVE')] }).told).toBe('pass nothing-else')
  })

  test('abandoned after 30 minutes without a word', () => {
    expect(judge({ target: [open('IN_PROGRESS', '2026-11-25T09:30:00Z')] }).told).toBe(
      'pending deployment-in-progress',
    )
    const abandoned = judge({ target: [open('IN_PROGRESS', '2026-11-25T09:29:59Z')] })
    expect(abandoned.told).toBe('pass nothing-else')
    expect(abandoned.evidence[0]?.fact).toContain('abandoned, nothing reported for 30m')
  })

  test('a time that cannot be read, or lies ahead, is no reason to call it abandoned', () => {
    expect(judge({ target: [open('IN_PROGRESS', 'soon')] }).told).toBe('pending deployment-in-progress')
    expect(judge({ target: [open('IN_PROGRESS', '2026-11-25T23:00:00Z')] }).told).toBe(
      'pending deployment-in-progress',
    )
  })

  test('the former change is still being watched, for as long as the policy watches', () => {
    const statuses = [
      at('IN_PROGRESS', '2026-11-25T09:20:00Z', 'Watching abc.'),
      at('SUCCESS', '2026-11-25T09:19:00Z'),
    ]
    const target = [deployment({ id: 9, statuses })]
    expect(judge({ target }).told).toBe('pass nothing-else')
    expect(judge({ target, watchFor: 3_600_000 }).told).toBe('pending watched-now')
  })

  test('locked by somebody else: no; by who deploys: yes; by nobody knows whom: no', () => {
    const lock = readLock('production-branch-deploy-lock', '{"created_by":"mona","reason":"Train"}')
    const locked = judge({ locks: known([lock]) })
    expect(locked.told).toBe('fail environment-locked')
    expect(locked.reason.message).toBe('production is locked by mona: "Train".')
    expect(judge({ locks: known([lock]), subject: { actor: 'Mona' } }).told).toBe('pass own-lock')
    expect(judge({ locks: known([readLock('global-branch-deploy-lock', 'x')]) }).told).toBe(
      'fail environment-locked',
    )
    expect(judge({ locks: known([readLock('staging-branch-deploy-lock', 'x')]) }).told).toBe(
      'pass nothing-else',
    )
  })

  test('what could not be read is unknown', () => {
    expect(judge({ target: unreadBecause('forbidden', 'no') }).told).toBe('unknown forbidden')
    expect(judge({ locks: unreadBecause('forbidden', 'no') }).told).toBe('unknown forbidden')
    const target = known({ deployments: [deployment()], complete: true })
    expect(evaluateOneChange({ target }, sampleSubject(), sampleRules(), sampleNow)).toMatchObject({
      status: 'unknown',
      reason: { code: 'locks-not-asked' },
    })
    const { environment: _, ...nowhere } = sampleSubject()
    expect(evaluateOneChange({}, nowhere, sampleRules(), sampleNow).status).toBe('not-applicable')
    expect(evaluateOneChange({}, sampleSubject(), sampleRules(), sampleNow).status).toBe('unknown')
  })
})
