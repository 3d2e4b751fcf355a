import { describe, expect, test } from '@jest/globals'
import {
  issueEvidence,
  type Proof,
  parseEvidence,
  type RunFacts,
  serialiseEvidence,
} from '@operator/evidence'
import { type Check, composeReport, type Verdict } from '@operator/report'
import { known, unreadBecause } from '../fact.ts'
import { headOid, headTree, sampleNow, sampleRules, sampleSubject } from '../sample.ts'
import type { EvidenceFacts, HandedOver } from './facts.ts'
import { judgeEvidence } from './judge-evidence.ts'
import { evaluateMigrationGuard, evaluateSecurityBaseline } from './other-actions.ts'
import { isReversible } from './reversible.ts'

const baseTree = '6'.repeat(40)
const run: RunFacts = {
  repository: { id: 7, name: 'octo/shop' },
  event: 'push',
  headSha: headOid,
  id: 100,
  attempt: 1,
  workflow: { path: '.github/workflows/deploy.yml', ref: 'refs/heads/main', sha: headOid },
}
const sameRun: Proof = { kind: 'same-run', run, workflow: { kind: 'equal' } }
const facts: EvidenceFacts = { repositoryId: 7, service: 'default', baseTree, policyDigest: 'policy' }

const check = (id: string, status: Check['status']): Check => ({
  id,
  title: id,
  level: 'enforce',
  status,
  reason: { code: 'because', message: 'So it is.' },
  evidence: [],
  findings: [],
})

function handOver(
  status: Check['status'] = 'pass',
  tree = headTree,
  action = 'security-baseline',
): HandedOver {
  const subject = sampleSubject()
  const report = composeReport({
    version: '0.1.0',
    action,
    subject: {
      repository: { id: 7, name: 'octo/shop' },
      service: 'default',
      environment: 'production',
      mode: 'enforce',
      stage: subject.stage,
      intent: 'release',
      head: headOid,
      base: subject.base,
      baseMeaning: subject.baseMeaning,
      tree,
    },
    checks: [
      check(
        action === 'security-baseline' ? 'security-baseline/secrets' : 'migration-guard/rollback',
        status,
      ),
    ],
    generatedAt: '2026-11-25T09:55:00.000Z',
    validUntil: '2026-11-26T09:55:00.000Z',
    timings: {},
    apiCost: { rest: 0, graphqlPoints: 0 },
    sources: [],
    policy: { origin: 'default', digest: 'policy', keys: [] },
  })
  const statement = issueEvidence(report, { run, baseTree, reportFile: JSON.stringify(report) })
  if (statement === undefined) throw new Error('no evidence')
  return { parsed: parseEvidence(serialiseEvidence(statement)), proof: sameRun }
}

const rules = sampleRules({ checks: { 'security-baseline/secrets': 'enforce' } })
const ask = (handed: HandedOver | undefined, recomputed?: Verdict) =>
  judgeEvidence(
    'security-baseline',
    recomputed && {
      verdict: recomputed,
      checks: [check('security-baseline/secrets', recomputed === 'go' ? 'pass' : 'fail')],
    },
    handed,
    facts,
    sampleSubject(),
    rules,
    sampleNow,
  )
const changes = known({ files: [{ path: 'a.ts', change: 'modified' as const }], total: 1 })
const told = (handed: HandedOver | undefined, recomputed?: Verdict) => {
  const { status, reason } = evaluateSecurityBaseline(ask(handed, recomputed), changes)
  return `${status} ${reason.code}`
}

describe('security-baseline', () => {
  test('verified evidence counts for what it says', () => {
    expect(told(handOver())).toBe('pass said-go')
    expect(told(handOver('fail'))).toBe('fail said-no-go')
    expect(told(handOver('ask'))).toBe('ask said-ask-human')
    expect(told(handOver('unknown'))).toBe('unknown said-incomplete')
  })

  test('forged, foreign or unproven evidence is unknown', () => {
    const unproven: HandedOver = {
      ...handOver(),
      proof: { kind: 'none', code: 'run-unread', message: 'Run 100 could not be read.' },
    }
    expect(told(unproven)).toBe('unknown evidence-unverified')
    expect(told(handOver('pass', '9'.repeat(40)))).toBe('unknown evidence-unverified')
    expect(told({ parsed: parseEvidence('{"verdict":"go"}') })).toBe('unknown evidence-unverified')
    expect(told({ parsed: parseEvidence('go') })).toBe('unknown evidence-unverified')
    const differs: HandedOver = {
      ...handOver(),
      proof: { kind: 'same-run', run, workflow: { kind: 'differs', path: 'deploy.yml' } },
    }
    expect(told(differs)).toBe('unknown evidence-unverified')
    const noId = judgeEvidence(
      'security-baseline',
      undefined,
      handOver(),
      { service: 'default', baseTree, policyDigest: 'policy' },
      sampleSubject(),
      rules,
      sampleNow,
    )
    expect(noId.kind).toBe('rejected')
  })

  test('missing evidence is unknown, unless nothing changes at all', () => {
    expect(told(undefined)).toBe('unknown evidence-missing')
    const nothing = known({ files: [], total: 0 })
    expect(evaluateSecurityBaseline({ kind: 'missing' }, nothing).status).toBe('not-applicable')
    expect(evaluateSecurityBaseline({ kind: 'missing' }, unreadBecause('unavailable', 'y')).status).toBe(
      'unknown',
    )
  })

  test('what was worked out in this run needs no evidence, and overrules what was handed over', () => {
    expect(told(undefined, 'go')).toBe('pass said-go')
    expect(told(handOver(), 'no-go')).toBe('fail said-no-go')
  })
})

test('what was worst is told as one sentence, and counted where it is much', () => {
  const worst = ['Secrets: one.', 'CI: red.', 'Files: none.', 'Data: lost.']
  const { reason } = evaluateSecurityBaseline(
    { kind: 'answered', verdict: 'no-go', checks: [], worst, source: 'here', validUntil: undefined },
    unreadBecause('unavailable', 'y'),
  )
  expect(reason.message).toBe('security-baseline said no-go. Secrets: one; CI: red; Files: none; and 1 more.')
})

describe('migration-guard', () => {
  const judge = (touched: Parameters<typeof evaluateMigrationGuard>[1]) => {
    const { status, reason } = evaluateMigrationGuard({ kind: 'missing' }, touched)
    return `${status} ${reason.code}`
  }

  test('is needed only where something like a migration is touched', () => {
    expect(judge(known([]))).toBe('not-applicable no-migrations')
    expect(judge(known(['db/2.sql']))).toBe('unknown evidence-missing')
    expect(judge(unreadBecause('unavailable', 'y'))).toBe('unknown evidence-missing')
  })

  test('only its believed word makes migrations reversible', () => {
    const answer = (handed: HandedOver | undefined) =>
      isReversible(
        judgeEvidence('migration-guard', undefined, handed, facts, sampleSubject(), sampleRules(), sampleNow),
      )
    expect(answer(handOver('pass', headTree, 'migration-guard'))).toBe(true)
    expect(answer(handOver('not-applicable', headTree, 'migration-guard'))).toBe(true)
    expect(answer(handOver('ask', headTree, 'migration-guard'))).toBe(false)
    expect(answer(handOver('pass', '9'.repeat(40), 'migration-guard'))).toBe(false)
    expect(answer(undefined)).toBe(false)
  })
})
