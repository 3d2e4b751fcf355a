import { describe, expect, test } from '@jest/globals'
import type { DeployFacts, DeploymentFacts } from '../deploy/facts.ts'
import { known, unreadBecause } from '../fact.ts'
import { sampleDeployment, sampleNow, sampleRules, sampleSubject } from '../sample.ts'
import { evaluateRollbackDrill } from './rollback-drill.ts'

const creator = { login: 'github-actions', type: 'Bot' }
const deployed = (
  sha: string,
  createdAt: string,
  said = 'Healthy: 2 paths work',
  changes: Partial<DeploymentFacts> = {},
) => {
  const state =
    said.startsWith('Healthy') || said === ''
      ? 'SUCCESS'
      : said.startsWith('Inconclusive')
        ? 'ERROR'
        : 'FAILURE'
  return sampleDeployment({
    id: Number(createdAt.slice(8, 10)),
    environment: 'production',
    sha: sha.repeat(40),
    createdAt,
    statuses: [{ state, createdAt, creator, description: said }],
    ...changes,
  })
}
const rolledBack = 'Regressed: sign in is broken. Rolled back to aaaaaaaaaaaa, proven'

const judge = (
  deploy: DeployFacts | readonly DeploymentFacts[],
  { drill = '90d', complete = true }: { drill?: string | undefined; complete?: boolean } = {},
) => {
  const facts: DeployFacts =
    'length' in deploy ? { target: known({ deployments: deploy, complete }) } : deploy
  const precheck = { rollback: drill === '' ? {} : { drill } }
  const outcome = evaluateRollbackDrill(facts, sampleSubject(), sampleRules({ precheck }), sampleNow)
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('rollback-drill', () => {
  test('a rollback that the watch proved', () => {
    const outcome = judge([deployed('b', '2026-11-01T10:00:00Z', rolledBack)])
    expect(outcome.told).toBe('pass practised')
    expect(outcome.evidence[0]?.fact).toContain('proven by post-deploy-watch')
  })

  test('going back by hand counts where it was watched', () => {
    const history = (said: string) => [
      deployed('a', '2026-11-03T10:00:00Z', said),
      deployed('b', '2026-11-02T10:00:00Z'),
      deployed('a', '2026-11-01T10:00:00Z'),
    ]
    expect(judge(history('Healthy: 2 paths work')).told).toBe('pass practised')
    expect(judge(history('Inconclusive: low traffic, version and paths passed: x')).told).toBe(
      'pass practised',
    )
    expect(judge(history('')).told).toBe('fail never-practised')
    expect(judge(history('Regressed: x')).told).toBe('fail never-practised')
  })

  test('the same commit twice in a row, or one in another environment, is no way back', () => {
    expect(judge([deployed('a', '2026-11-02T10:00:00Z'), deployed('a', '2026-11-01T10:00:00Z')]).told).toBe(
      'fail never-practised',
    )
    const elsewhere = { environment: 'preview' }
    expect(
      judge([
        deployed('a', '2026-11-03T10:00:00Z'),
        deployed('b', '2026-11-02T10:00:00Z', undefined, elsewhere),
        deployed('a', '2026-11-01T10:00:00Z', undefined, elsewhere),
      ]).told,
    ).toBe('fail never-practised')
  })

  test('one in the environment before counts, and older ones that the refs name', () => {
    const target = known({ deployments: [], complete: true })
    const drill = deployed('b', '2026-11-01T10:00:00Z', rolledBack)
    expect(judge({ target, before: known({ deployments: [drill], complete: true }) }).told).toBe(
      'pass practised',
    )
    expect(judge({ target, rollbacks: known([drill]) }).told).toBe('pass practised')
  })

  test('too long ago, to the second', () => {
    const at = (time: string) => judge([deployed('b', time, rolledBack)], { drill: '7d' }).told
    expect(at('2026-11-18T10:00:00Z')).toBe('pass practised')
    expect(at('2026-11-18T09:59:59Z')).toBe('fail drill-too-old')
  })

  test('words that anybody may write prove nothing', () => {
    const by = (login: string) =>
      deployed('b', '2026-11-01T10:00:00Z', rolledBack, {
        statuses: [
          {
            state: 'FAILURE',
            createdAt: '2026-11-01T10:00:00Z',
            creator: { login, type: 'User' },
            description: rolledBack,
          },
        ],
      })
    expect(judge([by('mallory')]).told).toBe('fail never-practised')
    const healthy = deployed('b', '2026-11-01T10:00:00Z', 'Healthy: Rolled back to aaaaaaaaaaaa, proven')
    expect(judge([healthy]).told).toBe('fail never-practised')
  })

  test('what was not read is unknown, what is not asked does not apply', () => {
    expect(judge([], { complete: false }).told).toBe('unknown not-among-newest')
    expect(judge([deployed('a', '2026-06-01T10:00:00Z')], { complete: false }).told).toBe(
      'fail never-practised',
    )
    expect(judge({ target: unreadBecause('forbidden', 'no') }).told).toBe('unknown forbidden')
    const target = known({ deployments: [], complete: true })
    expect(judge({ target, rollbacks: unreadBecause('forbidden', 'no') }).told).toBe('unknown forbidden')
    expect(judge({}).told).toBe('unknown not-asked')
    expect(judge([], { drill: '' }).told).toBe('not-applicable not-configured')
  })
})
