import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { CheckRunFacts, CommitChecksFacts, SuiteFacts } from './ci/facts.ts'
import { evaluatePrecheck } from './evaluate.ts'
import { known } from './fact.ts'
import type { PullRequestFacts } from './review/facts.ts'
import {
  headOid,
  sampleCheck,
  sampleCi,
  samplePullRequest,
  sampleRecomputed,
  sampleReview,
  sampleRules,
  sampleSnapshot,
  sampleSubject,
  sampleSuites,
} from './sample.ts'
import { type PrecheckSnapshot, precheckSnapshot } from './snapshot.ts'

/** Facts that mean the same are judged the same, and with fewer facts nothing turns into go. */

const rules = sampleRules({
  precheck: { gates: {}, 'optional-checks': ['flaky'], 'may-be-skipped': ['docs'] },
  environments: {
    staging: {},
    production: { after: { environment: 'staging', soak: '10m', proof: 'deployed' }, watchers: ['@ann'] },
  },
})
const now = new Date('2026-11-25T10:00:00Z')

const judge = (snapshot: PrecheckSnapshot) =>
  Object.fromEntries(
    evaluatePrecheck(snapshot, rules, now, sampleRecomputed).outcomes.map(({ id, status, reason }) => [
      id,
      `${status} ${reason.code}`,
    ]),
  )

const isGo = (told: string | undefined) => /^(?:pass|not-applicable|overridden) /.test(told ?? '')

const check = fc.record({
  name: fc.constantFrom('lint', 'tests', 'build', 'docs', 'flaky', 'e2e'),
  conclusion: fc.constantFrom('SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILURE', 'SKIPPED', 'CANCELLED', null),
  workflow: fc.constantFrom('ci.yml', 'ci.yml', 'other.yml', null),
  event: fc.constantFrom('push', 'pull_request'),
  number: fc.integer({ min: 10, max: 12 }),
  id: fc.integer({ min: 1_000, max: 9_999 }),
})
const runOf = (workflow: string | null, event: string, number: number) =>
  [...`${workflow}${event}${number}`].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 100_003, 7)

const checks = fc
  .uniqueArray(check, { maxLength: 8, selector: ({ id }) => id })
  .map((samples) =>
    samples.map((one) => sampleCheck({ ...one, run: runOf(one.workflow, one.event, one.number) })),
  )

const review = fc
  .record({
    state: fc.constantFrom('APPROVED', 'APPROVED', 'CHANGES_REQUESTED', 'DISMISSED'),
    login: fc.constantFrom('ann', 'bob', 'kim'),
    reviewed: fc.constantFrom('same-commit', 'same-tree', 'stale', 'gone'),
    mayWrite: fc.boolean(),
  })
  .map(({ login, ...rest }) => sampleReview({ ...rest, author: { login, type: 'User' } }))

const pulls = fc
  .array(
    fc.tuple(fc.uniqueArray(review, { selector: ({ author }) => author?.login, maxLength: 3 }), fc.boolean()),
    {
      minLength: 1,
      maxLength: 3,
    },
  )
  .map((all) =>
    all.map(([reviews, healthy], index) =>
      samplePullRequest({ number: 12 + index, reviews: healthy ? [sampleReview()] : reviews }),
    ),
  )

/** Worlds in all states, the healthy one among them. */
const snapshots = fc
  .record({
    checks: fc.oneof(fc.constant(undefined), checks),
    pulls: fc.oneof(fc.constant<PullRequestFacts[]>([samplePullRequest()]), pulls),
    stage: fc.constantFrom('deploy', 'pull-request', 'merge-group'),
    environment: fc.constantFrom('production', 'staging'),
    required: fc.subarray(['tests', 'docs', 'never']),
    direct: fc.boolean(),
  })
  .map(({ checks: made, pulls: described, stage, environment, required, direct }) => {
    const commits = described.map(({ number }, index) => ({
      oid: index === 0 ? headOid : `${index}`.repeat(40),
      title: `Change (#${number})`,
      author: 'Ann',
      pullRequests:
        direct && index > 0 ? [] : [{ number, merged: true, baseBranch: 'main', mergeCommit: headOid }],
    }))
    const base = sampleSnapshot()
    return sampleSnapshot({
      subject: sampleSubject({ stage, environment }),
      ci: sampleCi({ ...(made !== undefined && { checks: made }), required }),
      reviews: {
        ...base.reviews,
        commits: known(stage === 'deploy' ? commits : []),
        pullRequests: known(described),
      },
    })
  })

test('the worlds are in all states', () => {
  const seen = new Set(
    fc.sample(snapshots, { numRuns: 300, seed: 7 }).flatMap((one) => Object.values(judge(one))),
  )
  for (const told of [
    'pass green',
    'fail checks-failed',
    'pending checks-pending',
    'fail required-missing',
  ]) {
    expect(seen).toContain(told)
  }
  for (const told of [
    'pass approved',
    'fail approval-missing',
    'fail changes-requested',
    'fail direct-push',
  ]) {
    expect(seen).toContain(told)
  }
  expect(Object.values(judge(sampleSnapshot())).every(isGo)).toBe(true)
})

describe('the verdict is the same', () => {
  /** Lists that GitHub answers in no order that means anything. Deployments and their statuses come newest first. */
  const unordered =
    /^(?:ci\.checks\.(?:checkRuns|suites|statuses)|ci\.(?:rules|protection)|ci\.(?:trusted|head)\.workflows|reviews\.pullRequests\.\d+\.(?:reviews|labels))$/

  const shuffle = (value: unknown, random: () => number, place = ''): unknown => {
    if (Array.isArray(value)) {
      const items = value.map((item: unknown, index) => shuffle(item, random, `${place}.${index}`))
      if (!unordered.test(place)) return items
      const placed = items.map((item) => ({ item, at: random() }))
      return placed.sort((one, other) => one.at - other.at).map(({ item }) => item)
    }
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([key, child]) => [key, shuffle(child, random, inside(place, key))]),
    )
  }

  test('in whatever order GitHub answers', () => {
    fc.assert(
      fc.property(
        snapshots,
        fc.infiniteStream(fc.double({ min: 0, max: 1, noNaN: true })),
        (snapshot, numbers) => {
          const random = () => numbers.next().value ?? 0
          expect(judge(precheckSnapshot.parse(shuffle(snapshot, random)))).toEqual(judge(snapshot))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('with a check more that passes and that nobody asked for', () => {
    fc.assert(
      fc.property(snapshots, fc.constantFrom('other-ci', 'more.yml'), (snapshot, from) => {
        const more = sampleCheck({
          name: 'unrelated',
          run: 777_777,
          workflow: from === 'more.yml' ? from : null,
        })
        const before = judge(snapshot)
        const after = judge(withChecks(snapshot, (all) => addRun(all, more)))
        // Where nothing ran at all, something now has.
        if (before['precheck/ci-green'] !== 'unknown no-checks') expect(after).toEqual(before)
      }),
      { numRuns: 200 },
    )
  })

  test('with an older attempt more of whatever ran', () => {
    fc.assert(
      fc.property(
        snapshots,
        fc.nat(),
        fc.constantFrom('SUCCESS', 'FAILURE', 'CANCELLED', 'SKIPPED'),
        fc.boolean(),
        (snapshot, at, conclusion, sameRun) => {
          const all = checksOf(snapshot)
          const newest = all.checkRuns.filter(({ conclusion: said }) => said !== 'SKIPPED')
          const one = newest[at % Math.max(1, newest.length)]
          // A newer skip says nothing about an older failure: that one is judged, and on purpose.
          fc.pre(
            one?.run !== undefined && !all.checkRuns.some((other) => isSame(one, other) && other !== one),
          )
          const older: CheckRunFacts = sameRun
            ? { ...one, id: 1, status: 'COMPLETED', conclusion }
            : {
                ...one,
                id: 1,
                status: 'COMPLETED',
                conclusion,
                suite: 5,
                run: { ...one.run, id: 5, number: 1 },
              }
          const after = withChecks(snapshot, (was) =>
            sameRun ? { ...was, checkRuns: [older, ...was.checkRuns] } : addRun(was, older),
          )
          expect(judge(after)).toEqual(judge(snapshot))
        },
      ),
      { numRuns: 200 },
    )
  })
})

describe('with fewer facts nothing turns into go', () => {
  /** Lists of what speaks for a deployment. What speaks against it (a failure, an incident) may be missed when it is taken away. */
  const speaksFor =
    /^(?:ci\.checks\.suites|reviews\.pullRequests(?:\.\d+\.reviews)?|deploy\.(?:before|target)\.deployments(?:\.\d+\.statuses)?|changelog\.entries|variables\.documents|escalation\.commands\.given)$/

  interface Removal {
    readonly place: string
    readonly left: unknown
  }

  /** Every way to take one thing away, each applied to a copy. */
  const removals = (value: unknown, place = ''): Removal[] => {
    if (Array.isArray(value)) {
      return value.flatMap((item: unknown, index) => [
        ...(speaksFor.test(place) && isPositive(item)
          ? [{ place: `${place}[${index}]`, left: value.toSpliced(index, 1) as unknown }]
          : []),
        ...removals(item, `${place}.${index}`).map(({ place: where, left }) => ({
          place: where,
          left: value.with(index, left) as unknown,
        })),
      ])
    }
    if (typeof value !== 'object' || value === null) return []
    const refused = { known: false, code: 'forbidden', message: 'GitHub refused.' }
    const own = 'known' in value && value.known === true ? [{ place, left: refused as unknown }] : []
    const within = Object.entries(value).flatMap(([key, child]) => {
      const where = inside(place, key)
      const cut = (left: unknown) => ({ place: `${where}!`, left: { ...value, [key]: left } as unknown })
      if (key === 'complete' && child === true) return [cut(false)]
      if (key === 'unread' && Array.isArray(child)) return [cut([...child, 'a part was refused.'])]
      return removals(child, where).map(({ place: at, left }) => ({
        place: at,
        left: { ...value, [key]: left } as unknown,
      }))
    })
    return [...own, ...within]
  }

  const isPositive = (item: unknown) =>
    typeof item === 'object' && item !== null && !('state' in item && item.state === 'CHANGES_REQUESTED')

  test('whatever is taken away', () => {
    const places = new Set<string>()
    fc.assert(
      fc.property(snapshots, fc.nat(), (snapshot, at) => {
        const all = removals(snapshot)
        const one = all[at % all.length]
        if (one === undefined) return
        // Only a deployment's commits tell which pull requests there must be; elsewhere one without approval speaks against.
        if (/^reviews\.pullRequests\[/.test(one.place) && snapshot.subject.stage !== 'deploy') return
        const left = precheckSnapshot.safeParse(one.left)
        if (!left.success) return
        places.add(one.place.replace(/\d+/g, 'n'))
        const before = judge(snapshot)
        const after = judge(left.data)
        const turned = Object.keys(before).filter((id) => isGo(after[id]) && !isGo(before[id]))
        expect({ place: one.place, turned: turned.map((id) => [id, before[id], after[id]]) }).toEqual({
          place: one.place,
          turned: [],
        })
      }),
      { numRuns: 600 },
    )
    expect(places.size).toBeGreaterThan(20)
  })

  test('all results of a check that is required', () => {
    fc.assert(
      fc.property(snapshots, fc.constantFrom('tests', 'docs'), (snapshot, name) => {
        const before = judge(snapshot)['precheck/ci-green']
        const left = withChecks(snapshot, (all) => ({
          ...all,
          checkRuns: all.checkRuns.filter((one) => one.name !== name),
        }))
        const { rules: demanded } = snapshot.ci
        fc.pre(demanded.known && demanded.value.some(({ context }) => context === name))
        expect([before, isGo(judge(left)['precheck/ci-green'])]).toEqual([before, false])
      }),
      { numRuns: 200 },
    )
  })

  test('the deployment that is live, and the one to staging', () => {
    const healthy = sampleSnapshot()
    const nowhere = { deployments: [], complete: true }
    const after = judge({ ...healthy, deploy: { ...healthy.deploy, target: known(nowhere) } })
    expect(isGo(after['precheck/merged'])).toBe(false)
    const unstaged = judge({ ...healthy, deploy: { ...healthy.deploy, before: known(nowhere) } })
    expect(isGo(unstaged['precheck/staging-first'])).toBe(false)
  })
})

/** The way to a fact, without the wrapping that says that it is known. */
function inside(place: string, key: string): string {
  return key === 'value' ? place : [place, key].filter(Boolean).join('.')
}

function checksOf({ ci }: PrecheckSnapshot): CommitChecksFacts {
  if (!ci.checks.known) throw new Error('The checks are unread.')
  return ci.checks.value
}

function withChecks(
  snapshot: PrecheckSnapshot,
  change: (checks: CommitChecksFacts) => CommitChecksFacts,
): PrecheckSnapshot {
  return { ...snapshot, ci: { ...snapshot.ci, checks: known(change(checksOf(snapshot))) } }
}

function addRun(all: CommitChecksFacts, one: CheckRunFacts): CommitChecksFacts {
  const suites: SuiteFacts[] = sampleSuites([one])
  return { ...all, checkRuns: [one, ...all.checkRuns], suites: [...suites, ...all.suites] }
}

function isSame(a: CheckRunFacts, b: CheckRunFacts): boolean {
  return a.name === b.name && a.run?.path === b.run?.path && a.run?.event === b.run?.event
}
