import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import { headOid, sampleDeployment, sampleRules, sampleSubject } from '../sample.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { evaluateRollbackTarget } from './rollback-target.ts'

const liveOid = '3'.repeat(40)
const creator = { login: 'github-actions', type: 'Bot' }

const live = (changes: Partial<DeploymentFacts> = {}) =>
  sampleDeployment({
    id: 9,
    environment: 'production',
    sha: liveOid,
    tree: '4'.repeat(40),
    descendsFromHead: true,
    ...changes,
  })
const before = (changes: Partial<DeploymentFacts> = {}) =>
  sampleDeployment({ id: 5, environment: 'production', ...changes })

const judge = (target: readonly DeploymentFacts[] | DeployFacts['target']) => {
  const facts = Array.isArray(target)
    ? known({ deployments: target, complete: true })
    : (target as DeployFacts['target'])
  const subject = sampleSubject({ intent: 'rollback' })
  const outcome = evaluateRollbackTarget(facts === undefined ? {} : { target: facts }, subject, sampleRules())
  return `${outcome.status} ${outcome.reason.code}`
}

describe('a rollback', () => {
  test('goes back to an ancestor of what is live that was healthy here', () => {
    expect(judge([live(), before()])).toBe('pass rollback-proven')
  })

  test('from a deployment that failed, too', () => {
    const statuses = [{ state: 'FAILURE', createdAt: '2026-11-25T09:30:00Z', creator }]
    expect(judge([live({ statuses }), before()])).toBe('pass rollback-proven')
  })

  test('cannot ship new code', () => {
    expect(judge([live({ descendsFromHead: false }), before()])).toBe('fail not-an-ancestor')
    const { descendsFromHead: _, ...unclear } = live()
    expect(judge([unclear, before()])).toBe('unknown ancestry-unknown')
  })

  test('needs a commit that was healthy here, by a deployment that counts', () => {
    expect(judge([live()])).toBe('fail never-healthy-here')
    expect(judge([live(), before({ environment: 'staging' })])).toBe('fail never-healthy-here')
    expect(judge([live(), before({ origin: { kind: 'none', message: 'no run' } })])).toBe(
      'fail never-healthy-here',
    )
    const failed = [{ state: 'FAILURE', createdAt: '2026-11-25T09:30:00Z', creator }]
    expect(judge([live(), before({ statuses: failed })])).toBe('fail never-healthy-here')
    expect(judge(known({ deployments: [live()], complete: false }))).toBe('unknown not-among-newest')
  })

  test('waits for nothing newer but its own run', () => {
    const statuses = [{ state: 'IN_PROGRESS', createdAt: '2026-11-25T09:50:00Z', creator }]
    const newer = sampleDeployment({ id: 11, environment: 'production', sha: '5'.repeat(40), statuses })
    expect(judge([newer, live(), before()])).toBe('fail deployment-in-progress')
    expect(judge([{ ...newer, ours: true }, live(), before()])).toBe('pass rollback-proven')
    expect(judge([{ ...newer, sha: headOid }, live(), before()])).toBe('pass rollback-proven')
  })

  test('does not wait until the watch has found out too', () => {
    const statuses = [
      { state: 'IN_PROGRESS', createdAt: '2026-11-25T09:50:00Z', creator, description: 'Watching abc.' },
      { state: 'SUCCESS', createdAt: '2026-11-25T09:49:00Z', creator },
    ]
    expect(judge([live({ statuses }), before()])).toBe('pass rollback-proven')
  })

  test('goes back to what was good where there was little traffic', () => {
    const said = (description: string) => [
      { state: 'ERROR', createdAt: '2026-11-25T09:30:00Z', creator, description },
      { state: 'SUCCESS', createdAt: '2026-11-25T09:00:00Z', creator },
    ]
    const low = said('Inconclusive: low traffic, version and paths passed: http errors: 0 of 3')
    expect(judge([live(), before({ statuses: low })])).toBe('pass rollback-proven')
    expect(judge([live(), before({ statuses: said('Inconclusive: home: 500, now and then') })])).toBe(
      'fail never-healthy-here',
    )
  })

  test('without facts is unknown', () => {
    expect(judge(undefined)).toBe('unknown no-environment')
    expect(judge(unreadBecause('no-token', 'none'))).toBe('unknown no-token')
    expect(judge([])).toBe('fail nothing-live')
  })
})
