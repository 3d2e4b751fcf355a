import { describe, expect, test } from '@jest/globals'
import { duties } from './duties.ts'
import { evaluatePrecheck } from './evaluate.ts'
import { known, noToken, unreadBecause } from './fact.ts'
import { precheckChecks } from './policy.ts'
import {
  headOid,
  type SamplePolicy,
  sampleDeployment,
  sampleNow,
  sampleRecomputed,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
} from './sample.ts'
import { type PrecheckSnapshot, precheckSnapshot } from './snapshot.ts'

const environments = {
  staging: { data: { file: 'data.json' } },
  production: {
    after: { environment: 'staging', soak: '10m' },
    window: { zone: 'Europe/Paris', allow: ['Mon-Thu 09:00-16:00'] },
  },
}

const policy: SamplePolicy = { environments, precheck: { rollback: { drill: '90d' } } }

function judge(changes: Partial<PrecheckSnapshot> = {}, given: SamplePolicy = policy, now = sampleNow) {
  const { outcomes, ...rest } = evaluatePrecheck(
    sampleSnapshot(changes),
    sampleRules(given),
    now,
    sampleRecomputed,
  )
  const told = Object.fromEntries(outcomes.map(({ id, status, reason }) => [id, `${status} ${reason.code}`]))
  return { outcomes, told, ...rest }
}

const statuses = (told: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(told).map(([id, text]) => [id.replace('precheck/', ''), text.split(' ')[0]]),
  )

describe('evaluatePrecheck', () => {
  test('every defined check is judged, once, and the table names no other', () => {
    const defined = precheckChecks.map(({ id }) => id).sort()
    expect(duties.map(({ check }) => check).sort()).toEqual(defined)
    expect(
      judge()
        .outcomes.map(({ id }) => id)
        .sort(),
    ).toEqual(defined)
  })

  test('everything in order passes', () => {
    expect([...new Set(Object.values(statuses(judge().told)))]).toEqual(['pass'])
  })

  test('whatever is not go says what to do', () => {
    const { outcomes } = judge({
      ci: { ...sampleSnapshot().ci, checks: noToken },
      reviews: { rules: noToken, commits: noToken, pullRequests: noToken },
      deploy: { target: noToken, before: noToken, locks: noToken },
      size: noToken,
      incidents: noToken,
      rollback: noToken,
      changelog: noToken,
      changes: noToken,
      variables: noToken,
      cost: noToken,
      pipeline: noToken,
    })
    for (const { status, next } of outcomes)
      if (!['pass', 'not-applicable'].includes(status)) expect(next).toBeTruthy()
  })

  test('a snapshot that went through a file gives the same answer', () => {
    const snapshot = sampleSnapshot({ incidents: unreadBecause('forbidden', 'refused') })
    const kept = precheckSnapshot.parse(JSON.parse(JSON.stringify(snapshot)))
    const rules = sampleRules({ environments })
    expect(evaluatePrecheck(kept, rules, sampleNow)).toEqual(evaluatePrecheck(snapshot, rules, sampleNow))
  })

  test('the window tells when it opens, and bounds how long the answer holds', () => {
    const closed = judge({}, { environments }, new Date('2026-11-27T15:00:00Z'))
    expect(closed.told['precheck/deploy-window']).toBe('fail outside-hours')
    expect(closed.nextOpenAt).toBe('2026-11-30T08:00:00.000Z')
    const open = judge({}, { environments }, new Date('2026-11-25T13:30:00Z'))
    expect(open.validFor).toBe(30 * 60_000)
    expect(judge().validFor).toBe(60 * 60_000)
  })

  test('taking any one fact away never turns what is not go into go', () => {
    const gone = unreadBecause('not-found', 'It was taken away.')
    const healthy = sampleSnapshot()
    const without: Partial<PrecheckSnapshot>[] = [
      { ci: { ...healthy.ci, checks: gone } },
      { ci: { ...healthy.ci, rules: gone } },
      { ci: { ...healthy.ci, protection: gone } },
      { reviews: { ...healthy.reviews, commits: gone } },
      { reviews: { ...healthy.reviews, pullRequests: gone } },
      { deploy: { ...healthy.deploy, before: gone } },
      { deploy: { ...healthy.deploy, locks: gone } },
      { size: gone },
      { stagingData: [] },
      { deploy: { ...healthy.deploy, rollbacks: gone } },
      { incidents: gone },
      { pipeline: gone },
      { changelog: gone },
      { variables: gone },
      { cost: gone },
      { changes: gone },
      { rollback: gone },
    ]
    for (const changes of without) {
      expect(Object.values(statuses(judge(changes).told))).toContain('unknown')
    }
  })
})

describe('what a deployment is compared with', () => {
  test('must be a deployment that counts: recording one of this very commit hides nothing', () => {
    const forged = sampleDeployment({
      environment: 'production',
      sha: headOid,
      origin: { kind: 'none', message: 'no run' },
    })
    const { told } = judge({
      subject: sampleSubject({ base: headOid }),
      deploy: { ...sampleSnapshot().deploy, target: known({ deployments: [forged], complete: true }) },
    })
    expect(told['precheck/merged']).toBe('unknown base-unverified')
    expect(told['precheck/approved']).toBe('unknown base-unverified')
    expect(told['precheck/pipeline-changed']).toBe('unknown base-unverified')
  })

  test('and the newest of those', () => {
    const { told } = judge({ subject: sampleSubject({ base: '7'.repeat(40) }) })
    expect(told['precheck/merged']).toBe('unknown base-unverified')
  })
})

describe('stages', () => {
  const stageOf = (stage: 'pull-request' | 'merge-group' | 'local', environment?: string) => {
    const { environment: _, ...subject } = sampleSubject({ stage })
    return judge({ subject: environment === undefined ? subject : { ...subject, environment } }).told
  }
  const deployOnly = duties.filter(({ beforeMerge }) => !beforeMerge).map(({ check }) => check)

  test.each(['pull-request', 'merge-group', 'local'] as const)(
    '%s does not owe what only a deployment owes',
    (stage) => {
      const told = stageOf(stage)
      for (const check of deployOnly) expect(told[check]).toBe('not-applicable deploy-only')
      expect(told['precheck/ci-green']).toBe('pass green')
    },
  )

  test('on a machine with an environment named, what a deployment owes is judged', () => {
    expect(stageOf('local', 'production')['precheck/deploy-window']).toBe('pass open')
  })
})
