import { describe, expect, test } from '@jest/globals'
import { known, unreadBecause } from '../fact.ts'
import {
  headOid,
  type SamplePolicy,
  samplePullRequest,
  sampleReview,
  sampleRules,
  sampleSubject,
} from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import { evaluateApproved } from './approved.ts'
import type { PullRequestFacts, ReviewsFacts } from './facts.ts'
import { evaluateMerged } from './merged.ts'

const commit = (
  over: Partial<{ oid: string; pulls: { number: number; merged: boolean; baseBranch: string }[] }> = {},
) => ({
  oid: over.oid ?? headOid,
  title: 'Add a shop window (#12)',
  author: 'Ann',
  pullRequests: over.pulls ?? [{ number: 12, merged: true, baseBranch: 'main' }],
})

const reviews = (over: Partial<ReviewsFacts> = {}): ReviewsFacts => ({
  rules: known(null),
  commits: known([commit()]),
  pullRequests: known([samplePullRequest()]),
  ...over,
})

const approved = (
  pull: Partial<PullRequestFacts> = {},
  {
    policy = {},
    subject = {},
    facts = {},
  }: { policy?: SamplePolicy; subject?: Partial<SubjectFacts>; facts?: Partial<ReviewsFacts> } = {},
) => {
  const outcome = evaluateApproved(
    reviews({ pullRequests: known([samplePullRequest(pull)]), ...facts }),
    sampleSubject(subject),
    sampleRules(policy),
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

const merged = (
  over: Partial<ReviewsFacts> = {},
  subject: Partial<SubjectFacts> = {},
  policy: SamplePolicy = {},
) => {
  const outcome = evaluateMerged(reviews(over), sampleSubject(subject), sampleRules(policy))
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

const forbidden = unreadBecause('forbidden', 'GitHub refused.')

describe('approved', () => {
  test('by somebody with write access who had no hand in it', () => {
    expect(approved().told).toBe('pass approved')
  })

  test('nobody: fails before a deployment, asks on the pull request', () => {
    expect(approved({ reviews: [] }).told).toBe('fail approval-missing')
    expect(approved({ reviews: [] }, { subject: { stage: 'pull-request' } }).told).toBe(
      'ask approval-missing',
    )
    expect(approved({ reviews: [] }, { subject: { stage: 'merge-group' } }).told).toBe(
      'fail approval-missing',
    )
  })

  test.each<[string, Partial<Parameters<typeof sampleReview>[0]>]>([
    ['its author', { author: { login: 'Ann', type: 'User', id: 1 } }],
    ['a bot', { author: { login: 'helper', type: 'Bot' } }],
    ['somebody who may not write', { mayWrite: false }],
    ['an account that is gone', { author: null }],
  ])('an approval by %s does not count, and it is said why', (_, review) => {
    const outcome = approved({ reviews: [sampleReview(review)] })
    expect(outcome.told).toBe('fail approval-missing')
    expect(outcome.reason.message).toContain('no approval counts')
  })

  test('a co-author is no second pair of eyes', () => {
    const [first] = samplePullRequest().commits
    if (first === undefined) throw new Error('no commit')
    const commits = [{ ...first, message: 'x\n\nCo-authored-by: Bob <2+bob@users.noreply.github.com>' }]
    expect(approved({ commits }).told).toBe('fail approval-missing')
  })

  test('a commit by nobody that GitHub knows leaves it unknown', () => {
    const [first] = samplePullRequest().commits
    if (first === undefined) throw new Error('no commit')
    const unlinked = { name: 'X', email: 'x@nowhere.example', account: null }
    expect(approved({ commits: [{ ...first, author: unlinked }] }).told).toBe('unknown approver-unknown')
  })

  test('a pull request of a bot that somebody dispatched leaves it unknown', () => {
    expect(approved({ author: { login: 'github-actions', type: 'Bot' } }).told).toBe(
      'unknown approver-unknown',
    )
  })

  test('C12, C13: an approval of older code is stale, whenever it was pushed', () => {
    const outcome = approved({ reviews: [sampleReview({ reviewed: 'stale', commit: 'e'.repeat(40) })] })
    expect(outcome.told).toBe('fail approval-stale')
    expect(outcome.reason.message).toContain('bob approved eeeeeeee, and the code has changed since')
    expect(approved({ reviews: [sampleReview({ reviewed: 'gone' })] }).told).toBe('fail approval-stale')
  })

  test.each(['same-tree', 'update-merge'] as const)('an approval of the %s counts', (reviewed) => {
    expect(approved({ reviews: [sampleReview({ reviewed })] }).told).toBe('pass approved')
  })

  test('a request for changes by a writer blocks, however many approve', () => {
    const refusal = sampleReview({
      state: 'CHANGES_REQUESTED',
      author: { login: 'eve', type: 'User', id: 5 },
    })
    expect(approved({ reviews: [sampleReview(), refusal] }).told).toBe('fail changes-requested')
    expect(approved({ reviews: [sampleReview(), { ...refusal, mayWrite: false }] }).told).toBe(
      'pass approved',
    )
    expect(approved({ decision: 'CHANGES_REQUESTED' }).told).toBe('fail changes-requested')
  })

  test("GitHub's own rules count too: code owners, the last push", () => {
    expect(approved({ decision: 'REVIEW_REQUIRED' }).told).toBe('fail review-required')
    expect(approved({ decision: 'APPROVED' }).told).toBe('pass approved')
  })

  test('as many as the policy or the ruleset demands, whichever is more', () => {
    const rules = known({ approvals: 2, codeOwners: false, lastPush: false })
    expect(approved({}, { facts: { rules, pullRequests: known([samplePullRequest()]) } }).told).toBe(
      'fail approval-missing',
    )
    expect(approved({}, { policy: { precheck: { approvals: 2 } } }).told).toBe('fail approval-missing')
    const second = sampleReview({ author: { login: 'carl', type: 'User', id: 3 } })
    expect(
      approved({ reviews: [sampleReview(), second] }, { policy: { precheck: { approvals: 2 } } }).told,
    ).toBe('pass approved')
  })

  test('a pull request of a dispatched bot: one approval could be the dispatcher’s, of two one is not', () => {
    const author = { login: 'github-actions[bot]', type: 'Bot' }
    const eve = { login: 'eve', type: 'User', id: 3 }
    const one = approved({ author })
    expect(one.told).toBe('unknown approver-unknown')
    expect(one.next).toContain('approved by 1 more person who had no hand in it')
    expect(approved({ author, reviews: [sampleReview(), sampleReview({ author: eve })] }).told).toBe(
      'pass approved',
    )
    expect(
      approved({ author, complete: false, reviews: [sampleReview(), sampleReview({ author: eve })] }).told,
    ).toBe('unknown approver-unknown')
  })

  test('what was put on top of the reviewed commits, and what a person merged by hand', () => {
    const withContent = (content: 'on-top' | 'unclear' | 'clean-merge') => ({
      facts: { commits: known([{ ...commit(), content }]) },
    })
    expect(approved({}, withContent('on-top')).told).toBe('fail unreviewed-commits')
    expect(approved({}, withContent('unclear')).told).toBe('unknown merge-unverified')
    expect(approved({}, withContent('clean-merge')).told).toBe('pass approved')
    expect(merged(withContent('on-top').facts).told).toBe('fail direct-push')
  })

  test('code owners and the last push are GitHub’s to decide; without its decision nobody has', () => {
    const rules = (over: object) => ({
      facts: { rules: known({ approvals: 1, codeOwners: false, lastPush: false, ...over }) },
    })
    expect(approved({}, rules({})).told).toBe('pass approved')
    expect(approved({}, rules({ codeOwners: true })).told).toBe('unknown rules-undecided')
    expect(approved({}, rules({ lastPush: true })).told).toBe('unknown rules-undecided')
    expect(approved({ decision: 'APPROVED' }, rules({ codeOwners: true, lastPush: true })).told).toBe(
      'pass approved',
    )
    expect(approved({ decision: 'REVIEW_REQUIRED' }, rules({ codeOwners: true })).told).toBe(
      'fail review-required',
    )
  })

  test('a pull request that ships and was not read is not one that is approved', () => {
    expect(approved({}, { facts: { pullRequests: known([]) } }).told).toBe('unknown pull-requests-unread')
    const none = { pullRequests: known([]), commits: known([]) }
    expect(approved({}, { facts: none, subject: { stage: 'pull-request' } }).told).toBe(
      'unknown pull-requests-unread',
    )
    expect(approved({}, { facts: none }).told).toBe('pass nothing-new')
  })

  test('the same person twice is one', () => {
    const reviews = [sampleReview(), sampleReview()]
    expect(approved({ reviews }, { policy: { precheck: { approvals: 2 } } }).told).toBe(
      'fail approval-missing',
    )
  })

  test('every pull request of the range, not only the newest', () => {
    const facts = {
      pullRequests: known([samplePullRequest(), samplePullRequest({ number: 11, reviews: [] })]),
    }
    const outcome = approved({}, { facts })
    expect(outcome.told).toBe('fail approval-missing')
    expect(outcome.reason.message).toContain('#11')
  })

  test('a commit without a pull request was approved by nobody', () => {
    expect(approved({}, { facts: { commits: known([commit({ pulls: [] })]) } }).told).toBe(
      'fail unreviewed-commits',
    )
  })

  test('before a merge, as a hotfix may be: the open pull request counts, at the very commit that ships', () => {
    const open = { number: 12, merged: false, baseBranch: 'main' }
    const facts = (pull: Partial<PullRequestFacts>, pulls = [open]) => ({
      commits: known([commit({ pulls })]),
      pullRequests: known([samplePullRequest({ merged: false, ...pull })]),
    })
    expect(approved({}, { facts: facts({ head: headOid }) }).told).toBe('pass approved')
    expect(approved({}, { facts: facts({ head: headOid, reviews: [] }) }).told).toBe('fail approval-missing')
    expect(approved({}, { facts: facts({ head: 'e'.repeat(40) }) }).told).toBe('fail approval-stale')
    const elsewhere = [{ ...open, baseBranch: 'dev' }]
    expect(approved({}, { facts: facts({ head: headOid }, elsewhere) }).told).toBe('fail unreviewed-commits')
  })

  test('what cannot be read is unknown', () => {
    expect(approved({}, { facts: { pullRequests: forbidden } }).told).toBe('unknown forbidden')
    expect(approved({}, { facts: { rules: forbidden } }).told).toBe('unknown forbidden')
    expect(approved({ complete: false }).told).toBe('unknown approver-unknown')
    expect(approved({ complete: false, reviews: [] }).told).toBe('unknown approver-unknown')
    expect(approved({}, { facts: { cut: 'too-long' } }).told).toBe('unknown range-too-long')
    expect(approved({}, { facts: { cut: 'no-base' } }).told).toBe('ask first-deployment')
  })

  test('staging is decided without a human', () => {
    expect(approved({ reviews: [] }, { subject: { environment: 'staging' } }).told).toBe(
      'not-applicable no-human-needed',
    )
    const environments = { staging: { tier: 'production' as const } }
    expect(
      approved({ reviews: [] }, { subject: { environment: 'staging' }, policy: { environments } }).told,
    ).toBe('fail approval-missing')
  })
})

describe('merged', () => {
  test('by a pull request into the branch that is deployed', () => {
    const outcome = merged()
    expect(outcome.told).toBe('pass merged')
    expect(outcome.reason.message).toContain('#12')
  })

  test('a direct push is named', () => {
    const outcome = merged({ commits: known([commit(), commit({ oid: '9'.repeat(40), pulls: [] })]) })
    expect(outcome.told).toBe('fail direct-push')
    expect(outcome.reason.message).toContain('99999999 "Add a shop window (#12)" by Ann')
  })

  test('an open pull request, and one that was merged elsewhere, are not merged', () => {
    expect(
      merged({ commits: known([commit({ pulls: [{ number: 3, merged: false, baseBranch: 'main' }] })]) })
        .told,
    ).toBe('fail not-merged')
    expect(
      merged({ commits: known([commit({ pulls: [{ number: 3, merged: true, baseBranch: 'dev' }] })]) }).told,
    ).toBe('fail not-merged')
  })

  test('what cannot be known is not known', () => {
    expect(merged({ commits: forbidden }).told).toBe('unknown forbidden')
    expect(merged({ cut: 'too-long' }).told).toBe('unknown range-too-long')
    expect(merged({ cut: 'shallow' }).told).toBe('unknown shallow-clone')
    expect(merged({ cut: 'no-base' }).told).toBe('ask first-deployment')
    const { branch: _, ...subject } = sampleSubject()
    expect(evaluateMerged(reviews(), subject, sampleRules()).reason.code).toBe('no-branch')
  })

  test('nothing new to ship is fine', () => {
    expect(merged({ commits: known([]) }).told).toBe('pass nothing-new')
  })

  test.each(['staging', 'preview/12', 'pr-12', 'dev'])('%s accepts what is not merged', (environment) => {
    expect(merged({ commits: known([commit({ pulls: [] })]) }, { environment }).told).toBe(
      'not-applicable unmerged-accepted',
    )
  })

  test.each(['production', 'prod-eu', 'live', 'anything', 'staging2'])('%s does not', (environment) => {
    expect(merged({ commits: known([commit({ pulls: [] })]) }, { environment }).told).toBe('fail direct-push')
  })
})
