import { describe, expect, test } from '@jest/globals'
import { type Fact, known, unreadBecause } from '../fact.ts'
import type { ReviewsFacts } from '../review/facts.ts'
import { headOid, type SamplePolicy, sampleRules, sampleSnapshot, sampleSubject } from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import type { SizeFacts } from './facts.ts'
import { evaluateSmallChange } from './small-change.ts'

const size = (changes: Partial<SizeFacts> = {}): Fact<SizeFacts> =>
  known({ lines: 120, files: 7, uncounted: 1, unread: [], ...changes })
/** A range of so many pull requests, and so many commits without one. */
const range = (pulls: number, direct = 0): ReviewsFacts => ({
  ...sampleSnapshot().reviews,
  commits: known(
    Array.from({ length: pulls + direct }, (_, index) => ({
      oid: headOid,
      title: 'A change',
      author: 'Ann',
      pullRequests:
        index < pulls ? [{ number: index, merged: true, baseBranch: 'main', mergeCommit: headOid }] : [],
    })),
  ),
})

const judge = (
  facts: Fact<SizeFacts>,
  reviews: ReviewsFacts = range(2),
  subject: Partial<SubjectFacts> = {},
  limits: NonNullable<SamplePolicy['precheck']>['limits'] = { 'pull-requests': 3, lines: 400 },
) => {
  const outcome = evaluateSmallChange(
    facts,
    reviews,
    sampleSubject(subject),
    sampleRules({ precheck: { limits } }),
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}

describe('small-change', () => {
  test('small enough, and says how small', () => {
    const outcome = judge(size())
    expect(outcome.told).toBe('pass small')
    expect(outcome.reason.message).toBe('120 changed lines in 7 files, 2 pull requests.')
  })

  test.each([
    ['lines', size({ lines: 401 }), range(1), 'ask change-too-large'],
    ['lines, at the limit', size({ lines: 400 }), range(1), 'pass small'],
    ['pull requests', size(), range(4), 'ask change-too-large'],
    ['pull requests, at the limit', size(), range(3), 'pass small'],
    ['commits without one', size(), range(2, 2), 'ask change-too-large'],
  ] as const)('%s', (_, facts, reviews, expected) => {
    expect(judge(facts, reviews).told).toBe(expected)
  })

  test('before the merge it is one, however many commits it has', () => {
    expect(judge(size(), range(0, 9), { stage: 'pull-request' }).told).toBe('pass small')
    expect(judge(size({ lines: 500 }), range(0, 9), { stage: 'pull-request' }).told).toBe(
      'ask change-too-large',
    )
  })

  test('without a policy there are limits too', () => {
    expect(judge(size({ lines: 1_001 }), range(1), {}, undefined).told).toBe('ask change-too-large')
    expect(judge(size(), range(6), {}, undefined).told).toBe('ask change-too-large')
  })

  test('what could not be counted is unknown, unless it is too large anyway', () => {
    const refused = { ...range(1), commits: unreadBecause('forbidden', 'no') }
    expect(judge(unreadBecause('not-found', 'no')).told).toBe('unknown not-found')
    expect(judge(size(), refused).told).toBe('unknown forbidden')
    expect(judge(size({ lines: 900 }), refused).told).toBe('ask change-too-large')
    expect(judge(size({ unread: ['a (Git LFS)'] })).told).toBe('unknown unread-files')
    expect(judge(size(), { ...range(1), cut: 'shallow' }).told).toBe('unknown range-cut')
  })

  test('a first deployment is asked about; without a base there is no change', () => {
    expect(judge(size(), range(1), { base: null }).told).toBe('ask first-deployment')
    const { environment: _, ...local } = sampleSubject({ stage: 'local', base: null })
    expect(evaluateSmallChange(size(), range(1), local, sampleRules()).status).toBe('not-applicable')
  })
})
