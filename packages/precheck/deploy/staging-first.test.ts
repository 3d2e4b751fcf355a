import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import {
  headOid,
  type SamplePolicy,
  sampleDeployment,
  sampleNow,
  sampleRules,
  sampleSubject,
} from '../sample.ts'
import type { DeployFacts, DeploymentFacts } from './facts.ts'
import { evaluateStagingFirst } from './staging-first.ts'

const after = { production: { after: { environment: 'staging', soak: '10m' } } }
const otherOid = '1'.repeat(40)
const otherTree = '2'.repeat(40)

const judge = (
  deployments: readonly DeploymentFacts[] | DeployFacts['before'],
  environments: SamplePolicy['environments'] = after,
  now = sampleNow,
) => {
  const before = Array.isArray(deployments)
    ? known({ deployments, complete: true })
    : (deployments as DeployFacts['before'])
  const outcome = evaluateStagingFirst(
    before === undefined ? {} : { before },
    sampleSubject(),
    sampleRules({ environments }),
    now,
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

const healthy = 'Healthy: 2 paths work'
const status = (state: string, createdAt: string, login = 'github-actions', description?: string) => ({
  state,
  createdAt,
  creator: { login, type: 'Bot' },
  ...(description === undefined ? state === 'SUCCESS' && { description: healthy } : { description }),
})

describe('staging-first', () => {
  test('the same commit, healthy there for long enough', () => {
    const outcome = judge([sampleDeployment()])
    expect(outcome.told).toBe('pass ran-before')
    expect(outcome.reason.message).toContain('60 min')
  })

  test('another commit with the same tree is the same code', () => {
    const deployment = sampleDeployment({ sha: otherOid })
    expect(judge([deployment]).told).toBe('pass ran-before')
  })

  test('another tree is not', () => {
    expect(judge([sampleDeployment({ sha: otherOid, tree: otherTree })]).told).toBe(
      'fail not-deployed-before',
    )
    expect(judge([]).told).toBe('fail not-deployed-before')
  })

  test('C16: environments are compared without case', () => {
    expect(judge([sampleDeployment({ environment: 'Staging' })]).told).toBe('pass ran-before')
    expect(judge([sampleDeployment({ environment: 'staging-eu' })]).told).toBe('fail not-deployed-before')
  })

  test('the soak is counted from the success, to the minute', () => {
    const at = (time: string) => judge([sampleDeployment()], after, new Date(time)).told
    expect(at('2026-11-25T09:09:59Z')).toBe('pending not-soaked')
    expect(at('2026-11-25T09:10:00Z')).toBe('pass ran-before')
    expect(judge([sampleDeployment()], after, new Date('2026-11-25T09:05:00Z')).next).toBe(
      'Wait until 2026-11-25T09:10:00.000Z.',
    )
  })

  test('a clock that runs behind does not make it soaked', () => {
    expect(judge([sampleDeployment()], after, new Date('2026-11-25T08:00:00Z')).told).toBe(
      'pending not-soaked',
    )
  })

  test('what failed there, or is not finished, is not healthy', () => {
    const with_ = (...statuses: DeploymentFacts['statuses']) => judge([sampleDeployment({ statuses })]).told
    expect(with_(status('FAILURE', '2026-11-25T09:30:00Z'), status('SUCCESS', '2026-11-25T09:00:00Z'))).toBe(
      'fail failed-before',
    )
    expect(with_(status('IN_PROGRESS', '2026-11-25T09:00:00Z'))).toBe('pending not-finished-before')
    expect(with_()).toBe('pending not-finished-before')
    expect(with_(status('INACTIVE', '2026-11-25T09:30:00Z'), status('SUCCESS', '2026-11-25T09:00:00Z'))).toBe(
      'pass ran-before',
    )
  })

  test('what took its place ends its soak', () => {
    const over = (createdAt: string) =>
      sampleDeployment({
        id: 9,
        sha: otherOid,
        tree: otherTree,
        createdAt,
        statuses: [status('SUCCESS', createdAt)],
      })
    expect(judge([over('2026-11-25T09:05:00Z'), sampleDeployment()]).told).toBe('fail superseded-before')
    expect(judge([over('2026-11-25T09:30:00Z'), sampleDeployment()]).told).toBe('pass ran-before')
    const replaced = [status('INACTIVE', '2026-11-25T09:02:00Z'), status('SUCCESS', '2026-11-25T09:00:00Z')]
    expect(judge([sampleDeployment({ statuses: replaced })]).told).toBe('fail superseded-before')
  })

  test('the word of another account about its health counts for nothing', () => {
    const statuses = [
      status('SUCCESS', '2026-11-25T09:00:00Z', 'mallory'),
      status('IN_PROGRESS', '2026-11-25T08:59:00Z'),
    ]
    expect(judge([sampleDeployment({ statuses })]).told).toBe('pending not-finished-before')
  })

  const watched = (...said: readonly (readonly [state: string, says: string])[]) =>
    sampleDeployment({
      statuses: [
        ...said.map(([state, says], index) =>
          status(state, `2026-11-25T09:3${9 - index}:00Z`, 'github-actions', says),
        ),
        status('SUCCESS', '2026-11-25T09:00:00Z', 'github-actions', ''),
      ],
    })
  const demanding = (proof: 'watched' | 'healthy' | 'deployed') => ({
    production: { after: { environment: 'staging', soak: '10m', proof } },
  })
  const lowTraffic = 'Inconclusive: low traffic, version and paths passed: http errors: 0 of 3 requests'

  test('a job that succeeded is no proof that it works, unless the policy says so', () => {
    expect(judge([watched()]).told).toBe('unknown not-watched-before')
    expect(judge([watched()], demanding('healthy')).told).toBe('unknown not-watched-before')
    expect(judge([watched()], demanding('deployed')).told).toBe('pass ran-before')
  })

  test('what the watch said last decides', () => {
    expect(judge([watched(['SUCCESS', healthy], ['IN_PROGRESS', 'Watching abc.'])]).told).toBe(
      'pass ran-before',
    )
    expect(judge([watched(['IN_PROGRESS', 'Watching abc.'])]).told).toBe('pending being-watched-before')
    expect(judge([watched(['FAILURE', 'Regressed: sign in is broken'])])).toMatchObject({
      told: 'fail failed-before',
      reason: { message: expect.stringContaining('sign in is broken') },
    })
    expect(judge([watched(['ERROR', 'Inconclusive: sign in: 500, now and then'])]).told).toBe(
      'unknown inconclusive-before',
    )
    expect(judge([watched(['ERROR', 'Watch failed: the watch was stopped'])]).told).toBe(
      'unknown inconclusive-before',
    )
    expect(judge([watched(['ERROR', 'the deployer gave up'])]).told).toBe('fail failed-before')
  })

  test('too little traffic will do where the rest passed, unless the policy demands healthy', () => {
    const low = watched(['ERROR', lowTraffic], ['IN_PROGRESS', 'Watching abc.'])
    expect(judge([low])).toMatchObject({
      told: 'pass ran-before',
      reason: { message: expect.stringContaining('little traffic') },
    })
    expect(judge([low], demanding('healthy')).told).toBe('unknown low-traffic-before')
    expect(judge([watched(['ERROR', 'Inconclusive: low traffic'])]).told).toBe('unknown inconclusive-before')
  })

  test('the soak began with the deployment, not with the end of the watch', () => {
    const outcome = judge([watched(['SUCCESS', healthy], ['IN_PROGRESS', 'Watching abc.'])])
    expect(outcome.reason.message).toContain('ran in staging for 60 min')
    const mended = judge([
      watched(['SUCCESS', healthy], ['FAILURE', 'Regressed: sign in is broken'], ['SUCCESS', healthy]),
    ])
    expect(mended.reason.message).toContain('for 21 min')
  })

  test('the watch’s words count with the state that they come with, and from those who may', () => {
    expect(judge([watched(['ERROR', healthy])]).told).toBe('fail failed-before')
    const forged = sampleDeployment({
      statuses: [
        status('SUCCESS', '2026-11-25T09:30:00Z', 'mallory'),
        status('SUCCESS', '2026-11-25T09:00:00Z', 'github-actions', ''),
      ],
    })
    expect(judge([forged]).told).toBe('unknown not-watched-before')
  })

  test('several environments before: it must have run in each, the worst decides', () => {
    const several = {
      production: { after: [{ environment: 'staging' }, { environment: 'canary', soak: '30m' }] },
      canary: { deployments: { workflows: ['.github/workflows/canary.yml'] } },
    }
    const canary = (changes: Partial<DeploymentFacts> = {}) =>
      sampleDeployment({
        id: 8,
        environment: 'Canary',
        origin: {
          kind: 'run',
          path: '.github/workflows/canary.yml',
          event: 'push',
          branch: 'main',
          sha: headOid,
          by: 'job',
        },
        ...changes,
      })
    const both = judge([canary(), sampleDeployment()], several)
    expect(both.told).toBe('pass ran-before')
    expect(both.reason.message).toMatch(/ran in staging .* ran in canary/)
    expect(both.evidence).toHaveLength(2)
    expect(judge([sampleDeployment()], several).told).toBe('fail not-deployed-before')
    expect(judge([canary(), sampleDeployment({ statuses: [] })], several).told).toBe(
      'pending not-finished-before',
    )
    const failed = canary({ statuses: [status('FAILURE', '2026-11-25T09:30:00Z')] })
    expect(judge([failed, sampleDeployment({ statuses: [] })], several).told).toBe('fail failed-before')
    const elsewhere = { ...several, canary: { deployments: { workflows: ['.github/workflows/x.yml'] } } }
    expect(judge([canary(), sampleDeployment()], elsewhere).told).toBe('unknown deployment-unverified')
  })

  test('the newest deployment of it decides', () => {
    const failed = sampleDeployment({ id: 8, statuses: [status('ERROR', '2026-11-25T09:40:00Z')] })
    expect(judge([failed, sampleDeployment()]).told).toBe('fail failed-before')
  })

  test.each<[string, Partial<DeploymentFacts>]>([
    [
      'of a pull request',
      {
        origin: {
          kind: 'run',
          path: '.github/workflows/deploy.yml',
          event: 'pull_request',
          branch: 'topic',
          sha: headOid,
          by: 'job',
        },
      },
    ],
    [
      'on another branch',
      {
        origin: {
          kind: 'run',
          path: '.github/workflows/deploy.yml',
          event: 'push',
          branch: 'topic',
          sha: headOid,
          by: 'job',
        },
      },
    ],
    [
      'of another commit',
      {
        origin: {
          kind: 'run',
          path: '.github/workflows/deploy.yml',
          event: 'push',
          branch: 'main',
          sha: otherOid,
          by: 'job',
        },
      },
    ],
    [
      'that only says so',
      {
        origin: {
          kind: 'run',
          path: '.github/workflows/deploy.yml',
          event: 'push',
          branch: 'main',
          sha: headOid,
          by: 'log',
        },
      },
    ],
    ['of nobody knows what', { origin: { kind: 'none', message: 'its statuses name no run' } }],
  ])('a deployment by a run %s does not count', (_, changes) => {
    expect(judge([sampleDeployment(changes)]).told).toBe('unknown deployment-unverified')
  })

  test('the policy names the workflow, or the app', () => {
    const named = (deployments: object) => ({ ...after, staging: { deployments } })
    expect(judge([sampleDeployment()], named({ workflows: ['.github/workflows/deploy.yml'] })).told).toBe(
      'pass ran-before',
    )
    expect(judge([sampleDeployment()], named({ workflows: ['.github/workflows/other.yml'] })).told).toBe(
      'unknown deployment-unverified',
    )
    const byApp = sampleDeployment({
      creator: { login: 'vercel', type: 'Bot' },
      statuses: [status('SUCCESS', '2026-11-25T09:00:00Z', 'vercel')],
      origin: { kind: 'none', message: 'no run' },
    })
    expect(judge([byApp], named({ creators: ['vercel[bot]'] })).told).toBe('pass ran-before')
    expect(judge([byApp]).told).toBe('unknown deployment-unverified')
  })

  test('what cannot be read is unknown, what nobody configured does not apply', () => {
    expect(judge(unreadBecause('forbidden', 'GitHub refused.')).told).toBe('unknown forbidden')
    expect(judge(undefined).told).toBe('unknown not-asked')
    expect(judge([], { production: {} }).told).toBe('not-applicable no-environment-before')
    expect(judge(known({ deployments: [], complete: false })).told).toBe('unknown not-among-newest')
  })
})
