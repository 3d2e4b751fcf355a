import { describe, expect, test } from '@jest/globals'
import type { ReportTimes } from '@operator/github'
import { evaluatePrecheck } from '../evaluate.ts'
import { known } from '../fact.ts'
import {
  headOid,
  sampleCheck,
  sampleCi,
  samplePullRequest,
  sampleReview,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
  sampleSuites,
} from '../sample.ts'
import { rewind } from './rewind.ts'

const merge = '2026-11-20T12:00:00Z'
const before = '2026-11-20T11:00:00Z'
const after = '2026-11-20T13:00:00Z'

const lint = sampleCheck({ name: 'lint' })
const tests = sampleCheck({ name: 'tests' })

interface Scenario {
  readonly times?: Partial<ReportTimes>
  readonly suiteAt?: string
  readonly status?: boolean
  readonly pull?: Parameters<typeof samplePullRequest>[0]
}

function judge({ times = {}, suiteAt = before, status = false, pull = {} }: Scenario) {
  const checks = [lint, tests]
  const suites = sampleSuites(checks).map((suite) => ({ ...suite, createdAt: suiteAt }))
  const ci = sampleCi({ checks, suites })
  const posted = { context: 'preview', state: 'SUCCESS', url: '' }
  const snapshot = sampleSnapshot({
    subject: sampleSubject({ stage: 'pull-request', pullRequest: 12, environment: undefined }),
    ci: { ...ci, checks: known({ checkRuns: checks, suites, statuses: status ? [posted] : [], unread: [] }) },
    reviews: {
      rules: known(null),
      commits: known([]),
      pullRequests: known([samplePullRequest({ head: headOid, ...pull })]),
    },
  })
  const done = { startedAt: before, completedAt: before }
  const past = rewind(
    snapshot,
    {
      checks: new Map([
        [lint.url, done],
        [tests.url, done],
      ]),
      statuses: new Map([['preview', before]]),
      reviews: [{ author: 'bob', state: 'APPROVED', submittedAt: before, commit: headOid }],
      completeReviews: true,
      ...times,
    },
    merge,
  )
  const { outcomes } = evaluatePrecheck(past, sampleRules(), new Date(merge))
  const told = (id: string) => outcomes.find((outcome) => outcome.id === `precheck/${id}`)?.reason.code
  return { ci: told('ci-green'), approved: told('approved') }
}

const timesOf = (time: { readonly startedAt?: string; readonly completedAt?: string }) => ({
  checks: new Map([
    [lint.url, { startedAt: before, completedAt: before }],
    [tests.url, time],
  ]),
})

describe('checks', () => {
  test('what was there at the merge stays', () => {
    expect(judge({ status: true })).toEqual({ ci: 'green', approved: 'approved' })
  })

  test('a result that came after the merge was pending then', () => {
    expect(judge({ times: timesOf({ startedAt: before, completedAt: after }) }).ci).toBe('checks-pending')
  })

  test('a whole run of later is taken away', () => {
    expect(judge({ suiteAt: after }).ci).toBe('no-checks')
  })

  test.each([
    [
      'a job that was run again after the merge',
      { times: timesOf({ startedAt: after, completedAt: after }) },
    ],
    ['a job without a time', { times: { checks: new Map([[lint.url, { startedAt: before }]]) } }],
    [
      'a status that was posted after the merge',
      { status: true, times: { statuses: new Map([['preview', after]]) } },
    ],
    ['a status without a time', { status: true, times: { statuses: new Map() } }],
  ] satisfies [string, Scenario][])('%s is never green', (_, scenario) => {
    expect(judge(scenario).ci).toMatch(/^checks-(?:unread|pending)$/)
  })
})

describe('reviews', () => {
  const given = (state: string, submittedAt: string, commit = headOid) => ({
    author: 'bob',
    state,
    submittedAt,
    commit,
  })

  test('an approval of after the merge is taken away', () => {
    expect(judge({ times: { reviews: [given('APPROVED', after)] } }).approved).toBe('approval-missing')
  })

  test('an objection of after the merge leaves the approval before it, and the decision of today out', () => {
    const pull = {
      reviews: [sampleReview({ state: 'CHANGES_REQUESTED' })],
      decision: 'CHANGES_REQUESTED' as const,
    }
    const reviews = [given('APPROVED', before), given('CHANGES_REQUESTED', after)]
    expect(judge({ pull, times: { reviews } }).approved).toBe('approved')
  })

  test('an approval before it of another commit is stale', () => {
    const reviews = [given('APPROVED', before, 'e'.repeat(40)), given('APPROVED', after)]
    expect(judge({ times: { reviews } }).approved).toBe('approval-stale')
  })

  test('with older reviews unread nothing is missing for certain', () => {
    const times = { reviews: [given('APPROVED', after)], completeReviews: false }
    expect(judge({ times }).approved).toBe('approver-unknown')
  })
})
