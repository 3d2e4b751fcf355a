import { describe, expect, test } from '@jest/globals'
import type { CheckId, Intent } from '@operator/report'
import { type Demand, duties } from './duties.ts'
import { evaluatePrecheck } from './evaluate.ts'
import { known, unreadBecause } from './fact.ts'
import {
  baseOid,
  type SamplePolicy,
  sampleDeployment,
  sampleRecomputed,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
} from './sample.ts'
import type { PrecheckSnapshot } from './snapshot.ts'

/** The table of design: what a rollback and a hotfix owe. Written by hand: a release owes everything. */
const table: Readonly<Record<string, readonly [rollback: Demand, hotfix: Demand]>> = {
  'ci-green': ['waived', 'owed'],
  lint: ['waived', 'later'],
  tests: ['waived', 'later'],
  build: ['waived', 'later'],
  merged: ['waived', 'later'],
  approved: ['waived', 'owed'],
  'pipeline-changed': ['waived', 'later'],
  'security-baseline': ['waived', 'later'],
  'migration-guard': ['owed', 'later'],
  'staging-first': ['waived', 'later'],
  'staging-data': ['waived', 'later'],
  'one-change': ['waived', 'later'],
  'small-change': ['waived', 'later'],
  watcher: ['waived', 'later'],
  'deploy-window': ['waived', 'later'],
  'no-open-incident': ['waived', 'own'],
  'rollback-plan': ['own', 'later'],
  'rollback-drill': ['waived', 'later'],
  changelog: ['waived', 'later'],
  'env-documented': ['waived', 'later'],
  'cost-impact': ['waived', 'later'],
  escalation: ['own', 'later'],
}

/** What a check that judges the intent itself says of one that is proven, and of one that is only claimed. */
const own: Readonly<Record<string, readonly [proven: string, claimed: string]>> = {
  'no-open-incident hotfix': ['pass hotfix-for-incident', 'fail hotfix-without-incident'],
  'rollback-plan rollback': ['pass rollback-proven', 'fail never-healthy-here'],
  'escalation rollback': ['pass nothing-to-ask', 'unknown migrations-unknown'],
}

const policy: SamplePolicy = {
  environments: {
    staging: { data: { file: 'data.json' } },
    production: {
      after: { environment: 'staging', soak: '10m' },
      window: { zone: 'Europe/Paris', allow: ['Mon-Thu 09:00-16:00'] },
    },
  },
  precheck: { rollback: { drill: '90d' } },
}
const friday = new Date('2026-11-27T15:00:00Z')
const creator = { login: 'github-actions', type: 'Bot' }
const gone = unreadBecause('not-found', 'gone')
const live = sampleDeployment({
  id: 9,
  environment: 'production',
  sha: baseOid,
  tree: '8'.repeat(40),
  descendsFromHead: true,
  statuses: [{ state: 'FAILURE', createdAt: '2026-11-25T09:30:00Z', creator }],
})
const before = sampleDeployment({ id: 5, environment: 'production' })
const incident = {
  number: 31,
  title: 'Checkout is down',
  url: '',
  author: creator,
  labels: ['incident', 'incident:P1'],
  labelledBy: [],
}

/** Nothing is in order but what the intents themselves rest on, where they are `proven`. */
function disorder(intent: Intent, proven: boolean): PrecheckSnapshot {
  const healthy = sampleSnapshot()
  return sampleSnapshot({
    subject: sampleSubject({ intent, actor: 'github-actions[bot]', event: 'schedule' }),
    size: gone,
    stagingData: [],
    ci: { ...healthy.ci, checks: gone },
    reviews: { ...healthy.reviews, commits: gone, pullRequests: gone },
    deploy: {
      target: known({ deployments: proven ? [live, before] : [live], complete: true }),
      before: gone,
      locks: gone,
      rollbacks: gone,
    },
    incidents: known({ incidents: proven ? [incident] : [], complete: true, permissions: {} }),
    pipeline: gone,
    rollback: gone,
    changelog: gone,
    changes: gone,
    variables: gone,
    cost: gone,
    escalation: {
      commands: gone,
      permissions: {},
      places: [],
      undone: known({ paths: ['src/a.ts'], pullRequests: [], complete: true }),
    },
  })
}

const judged = new Map<string, ReadonlyMap<CheckId, string>>()

function cell(check: string, intent: Intent, proven: boolean): string {
  const key = `${intent} ${proven}`
  const known =
    judged.get(key) ??
    new Map(
      evaluatePrecheck(disorder(intent, proven), sampleRules(policy), friday).outcomes.map(
        ({ id, status, reason }) => [id, `${status} ${reason.code}`],
      ),
    )
  judged.set(key, known)
  return known.get(`precheck/${check}`) ?? 'not judged'
}

const checks = Object.keys(table)
const cells = checks.flatMap((check) => {
  const [rollback, hotfix] = table[check] ?? ['owed', 'owed']
  return [[check, 'rollback', rollback] as const, [check, 'hotfix', hotfix] as const]
})

describe('checks and intents', () => {
  test('the table is the one that the code goes by', () => {
    const said = duties.map(({ check, demands }) => [
      check,
      [demands.release, demands.rollback, demands.hotfix],
    ])
    const written = Object.entries(table).map(([check, demands]) => [
      `precheck/${check}`,
      ['owed', ...demands],
    ])
    expect(said).toEqual(written)
  })

  test.each(checks)('a release owes %s: where nothing is in order it does not go', (check) => {
    // The incident is what is not in order there.
    const told = cell(check, 'release', check === 'no-open-incident')
    expect(told).toMatch(/^(?:fail|ask|unknown|pending) /)
  })

  test.each(cells)('%s under a proven %s: %s', (check, intent, demand) => {
    const told = cell(check, intent, true)
    switch (demand) {
      case 'waived':
        return expect(told).toBe('not-applicable waived-for-rollback')
      case 'later':
        return expect(told).toBe('not-applicable owed-after-hotfix')
      case 'owed':
        return expect(told).toBe(cell(check, 'release', true))
      case 'own':
        return expect(told).toBe(own[`${check} ${intent}`]?.[0])
    }
  })

  test.each(cells)('%s under a %s that is only claimed: nothing of %s', (check, intent, demand) => {
    const told = cell(check, intent, false)
    if (demand === 'own') return expect(told).toBe(own[`${check} ${intent}`]?.[1])
    if (demand === 'waived') return expect(told).toBe('fail never-healthy-here')
    return expect(told).toBe(cell(check, 'release', false))
  })

  test('an incident that cannot be read puts nothing off', () => {
    const unread = { ...disorder('hotfix', true), incidents: gone }
    const { outcomes } = evaluatePrecheck(unread, sampleRules(policy), friday)
    expect(outcomes.filter(({ status }) => status === 'not-applicable' || status === 'pass')).toEqual([])
  })

  test('an open P1 stops a release, not its hotfix', () => {
    const told = (intent: Intent) => {
      const snapshot = sampleSnapshot({
        subject: sampleSubject({ intent }),
        incidents: known({ incidents: [incident], complete: true, permissions: {} }),
      })
      const { outcomes } = evaluatePrecheck(snapshot, sampleRules(policy), friday, sampleRecomputed)
      return Object.fromEntries(outcomes.map(({ id, status, reason }) => [id, `${status} ${reason.code}`]))
    }
    expect(told('release')['precheck/no-open-incident']).toBe('fail incident-open')
    expect(told('hotfix')['precheck/no-open-incident']).toBe('pass hotfix-for-incident')
    expect(told('hotfix')['precheck/ci-green']).toBe('pass green')
  })
})
