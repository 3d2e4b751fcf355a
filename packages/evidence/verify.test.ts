import { describe, expect, test } from '@jest/globals'
import { type Check, composeReport, type Report } from '@operator/report'
import { issueEvidence } from './issue.ts'
import type { Proof } from './proof.ts'
import type { RunFacts } from './run-facts.ts'
import type { Statement } from './statement.ts'
import { maxEvidence, parseEvidence, serialiseEvidence } from './text.ts'
import { type ExpectedEvidence, verifyEvidence } from './verify.ts'

const head = 'a'.repeat(40)
const otherHead = 'b'.repeat(40)
const tree = 'c'.repeat(40)
const baseTree = 'd'.repeat(40)
const now = new Date('2026-11-25T12:00:00Z')

const run: RunFacts = {
  repository: { id: 7, name: 'octo/shop' },
  event: 'push',
  headSha: head,
  id: 100,
  attempt: 2,
  workflow: { path: '.github/workflows/deploy.yml', ref: 'refs/heads/main', sha: head },
}

function check(id: string, status: Check['status'], level: Check['level'] = 'enforce'): Check {
  return {
    id,
    title: id,
    level,
    status,
    reason: { code: `is-${status}`, message: 'So it is.' },
    evidence: [],
    findings: [],
  }
}

function report(checks: readonly Check[] = [check('security-baseline/secrets', 'pass')]): Report {
  return composeReport({
    version: '0.1.0',
    action: 'security-baseline',
    subject: {
      repository: { id: 7, name: 'octo/shop' },
      service: 'default',
      environment: 'production',
      mode: 'enforce',
      stage: 'deploy',
      intent: 'release',
      head,
      base: 'e'.repeat(40),
      baseMeaning: 'the last healthy deployment to production',
      tree,
    },
    checks,
    generatedAt: '2026-11-25T11:50:00.000Z',
    validUntil: '2026-11-26T11:50:00.000Z',
    timings: {},
    apiCost: { rest: 0, graphqlPoints: 0 },
    sources: [],
    policy: { origin: 'default', digest: 'policy', keys: [] },
  })
}

function issue(given: Report = report(), by: RunFacts | undefined = run): Statement {
  const evidence = issueEvidence(given, { run: by, baseTree, reportFile: JSON.stringify(given) })
  if (evidence === undefined) throw new Error('No evidence was issued.')
  return evidence
}

const expected: ExpectedEvidence = {
  action: 'security-baseline',
  repositoryId: 7,
  service: 'default',
  environment: 'production',
  intent: 'release',
  head,
  tree,
  baseTree,
  policyDigest: 'policy',
  enforced: ['security-baseline/secrets'],
}

const sameRun: Proof = { kind: 'same-run', run, workflow: { kind: 'equal' } }
const readBack: Extract<Proof, { kind: 'read-back' }> = {
  kind: 'read-back',
  run: { repositoryId: 7, id: 100, attempt: 2, event: 'push', headSha: head, path: run.workflow.path },
  artifact: { kind: 'equal', digest: 'sha256:0' },
  workflow: { kind: 'equal' },
}

/** A statement as a forger writes it: any part of the predicate replaced. */
function forge(change: Partial<Statement['predicate']>, from: Statement = issue()): Statement {
  return { ...from, predicate: { ...from.predicate, ...change } }
}

const forgeSubject = (change: Partial<Statement['predicate']['subject']>) =>
  forge({ subject: { ...issue().predicate.subject, ...change } })
const forgeRun = (change: Partial<RunFacts>) => forge({ run: { ...run, ...change } })

function codeOf(evidence: Statement, proof: Proof = sameRun, about: Partial<ExpectedEvidence> = {}): string {
  const verdict = verifyEvidence(evidence, { ...expected, ...about }, proof, now)
  if (verdict.kind === 'rejected') {
    expect(verdict.message).toMatch(/\.$/)
    expect(verdict.next).toMatch(/^[A-Z].*\.$/)
    return verdict.code
  }
  return verdict.kind
}

describe('accepted', () => {
  test('from a job of this run, and from a run that was read back', () => {
    expect(verifyEvidence(issue(), expected, sameRun, now)).toEqual({
      kind: 'accepted',
      verdict: 'go',
      about: 'same-commit',
      via: 'same-run',
      validUntil: '2026-11-26T11:50:00.000Z',
    })
    expect(verifyEvidence(issue(), expected, readBack, now)).toMatchObject({ via: 'read-back' })
  })

  test('for another commit with the same tree, base and policy', () => {
    expect(verifyEvidence(issue(), { ...expected, head: otherHead }, readBack, now)).toMatchObject({
      kind: 'accepted',
      about: 'same-tree',
    })
  })

  test('an earlier attempt of this run still counts', () => {
    expect(codeOf(forgeRun({ attempt: 1 }))).toBe('accepted')
  })

  test('says what the evidence says: accepted is not go', () => {
    const bad = issue(report([check('security-baseline/secrets', 'fail')]))
    expect(verifyEvidence(bad, expected, sameRun, now)).toMatchObject({ kind: 'accepted', verdict: 'no-go' })
  })

  test('survives the way through a job output', () => {
    const text = serialiseEvidence(issue())
    expect(text).not.toContain('\n')
    const parsed = parseEvidence(text)
    expect(parsed).toEqual({ ok: true, statement: issue() })
  })
})

describe('a statement that contradicts itself', () => {
  const failed = issue(report([check('security-baseline/secrets', 'fail')]))

  test.each([
    ['allowed although a check failed', forge({ allowed: true }, failed)],
    ['a verdict better than its checks', forge({ verdict: 'go', allowed: true }, failed)],
    ['allowed although nothing is enforced', forge({ checks: [] })],
    ['not allowed although it says go', forge({ allowed: false })],
    ['one check twice', forge({ checks: [...issue().predicate.checks, ...issue().predicate.checks] })],
    ['a subject that is not the one judged', forgeSubject({ head: otherHead })],
    ['a tree that is not the one judged', forgeSubject({ tree: baseTree })],
    ['a run of another repository', forgeRun({ repository: { id: 8, name: 'octo/shop' } })],
  ])('%s', (_, evidence) => {
    expect(codeOf(evidence)).toBe('contradicts-itself')
  })
})

describe('evidence about something else', () => {
  test.each<[string, Statement, Partial<ExpectedEvidence>]>([
    ['other-action', forge({ action: 'migration-guard' }), {}],
    ['other-repository', issue(), { repositoryId: 8 }],
    ['other-service', issue(), { service: 'api' }],
    ['other-environment', issue(), { environment: 'staging' }],
    ['other-intent', issue(), { intent: 'rollback' }],
    ['other-commit', issue(), { head: otherHead, tree: otherHead }],
    ['other-base', issue(), { baseTree: null }],
    ['other-base', issue(), { baseTree: tree }],
    ['other-policy', issue(), { policyDigest: 'stricter' }],
    ['check-missing', issue(), { enforced: ['security-baseline/secrets', 'security-baseline/malicious'] }],
  ])('%s', (code, evidence, about) => {
    expect(codeOf(evidence, sameRun, about)).toBe(code)
    expect(codeOf(evidence, readBack, about)).toBe(code)
  })

  test('a check that was lowered to a report says nothing that counts', () => {
    const lowered = issue(
      report([
        check('security-baseline/secrets', 'fail', 'report'),
        check('security-baseline/workflows', 'pass', 'enforce'),
      ]),
    )
    expect(codeOf(lowered)).toBe('check-missing')
  })
})

describe('evidence out of its time', () => {
  test('expired, to the moment', () => {
    expect(codeOf(forge({ validUntil: '2026-11-25T12:00:00.000Z' }))).toBe('expired')
    expect(codeOf(forge({ validUntil: '2026-11-25T12:00:00.001Z' }))).toBe('accepted')
  })

  test('from the future', () => {
    expect(codeOf(forge({ generatedAt: '2026-11-25T12:06:00.000Z' }))).toBe('from-the-future')
  })
})

describe('evidence that nothing stands behind', () => {
  test('made on a laptop', () => {
    expect(codeOf(forge({ run: null }))).toBe('no-run')
  })

  test.each(['no-run', 'no-token', 'run-unread'] as const)('%s', (code) => {
    expect(codeOf(issue(), { kind: 'none', code, message: 'So it is.' })).toBe(code)
  })

  test.each<[string, Statement, string]>([
    ['another run', forgeRun({ id: 101 }), 'other-run'],
    ['another event', forgeRun({ event: 'schedule' }), 'other-run'],
    ['another head', forgeRun({ headSha: otherHead }), 'other-run'],
    [
      'another workflow',
      forgeRun({ workflow: { ...run.workflow, path: '.github/workflows/x.yml' } }),
      'other-run',
    ],
    [
      'another version of the workflow',
      forgeRun({ workflow: { ...run.workflow, sha: otherHead } }),
      'other-run',
    ],
    ['an attempt that is yet to come', forgeRun({ attempt: 3 }), 'later-attempt'],
  ])('of this run, but naming %s', (_, evidence, code) => {
    expect(codeOf(evidence)).toBe(code)
  })

  test.each<[string, Partial<typeof readBack.run>]>([
    ['repository', { repositoryId: 8 }],
    ['run', { id: 101 }],
    ['attempt', { attempt: 3 }],
    ['earlier attempt', { attempt: 1 }],
    ['event', { event: 'pull_request' }],
    ['head', { headSha: otherHead }],
    ['workflow', { path: '.github/workflows/x.yml' }],
  ])('GitHub tells of another %s', (_, change) => {
    expect(codeOf(issue(), { ...readBack, run: { ...readBack.run, ...change } })).toBe('other-run')
  })

  test.each<[string, Extract<Proof, { kind: 'read-back' }>['artifact']]>([
    ['artifact-missing', { kind: 'missing', name: 'operator-security-baseline' }],
    ['artifact-differs', { kind: 'differs', message: 'It is another statement.' }],
    ['artifact-unread', { kind: 'unread', message: 'The token lacks the permission actions: read.' }],
  ])('%s', (code, artifact) => {
    expect(codeOf(issue(), { ...readBack, artifact })).toBe(code)
  })

  test.each<[string, Extract<Proof, { kind: 'read-back' }>['workflow']]>([
    ['workflow-differs', { kind: 'differs', path: '.github/workflows/deploy.yml' }],
    ['workflow-unread', { kind: 'unread', message: 'The workflow could not be read.' }],
  ])('%s, in this run and in another', (code, workflow) => {
    expect(codeOf(issue(), { ...sameRun, workflow })).toBe(code)
    expect(codeOf(issue(), { ...readBack, workflow })).toBe(code)
  })
})

describe('text that is no evidence', () => {
  const statement = issue()

  test.each<[string, string]>([
    ['nothing', ''],
    ['a word', 'true'],
    ['a verdict', '{"verdict":"go","allowed":true}'],
    ['another type', JSON.stringify({ ...statement, _type: 'https://in-toto.io/Statement/v0.1' })],
    ['another predicate', JSON.stringify({ ...statement, predicateType: 'https://slsa.dev/provenance/v1' })],
    ['no tree', JSON.stringify({ ...statement, subject: statement.subject.slice(0, 1) })],
    ['a commit that is none', JSON.stringify(statement).replaceAll(head, 'main')],
    ['a verdict that is none', JSON.stringify(forge({})).replace('"verdict":"go"', '"verdict":"GO"')],
  ])('%s', (_, text) => {
    expect(parseEvidence(text)).toMatchObject({ ok: false, code: 'malformed' })
  })

  test('more than an output can be', () => {
    expect(parseEvidence(`"${'x'.repeat(maxEvidence)}"`)).toMatchObject({ ok: false, code: 'too-large' })
  })

  test('a report about no commit gives no evidence', () => {
    const unseen = report()
    const about = { ...unseen, subject: { ...unseen.subject, head: null } }
    expect(issueEvidence(about, { run, baseTree, reportFile: '' })).toBeUndefined()
  })

  test('evidence that would not fit is our defect, and said', () => {
    const many = Array.from({ length: 1_000 }, () => check(`security-baseline/${'x'.repeat(80)}`, 'pass'))
    expect(() => serialiseEvidence(issue(report(many)))).toThrow(/more than 65536/)
  })
})
