import type { ReportTimes } from '@operator/github'
import type { CommitChecksFacts } from '../ci/facts.ts'
import { type Fact, known } from '../fact.ts'
import type { PullRequestFacts, ReviewFacts } from '../review/facts.ts'
import type { PrecheckSnapshot } from '../snapshot.ts'

/**
 * The facts as they were at a moment, as far as GitHub still tells: what came later is taken away, and what was overwritten later
 * is unread, because nobody knows what it said.
 */
export function rewind(snapshot: PrecheckSnapshot, times: ReportTimes, at: string): PrecheckSnapshot {
  const { ci, reviews } = snapshot
  return {
    ...snapshot,
    ci: { ...ci, readAt: at, checks: ifKnown(ci.checks, (checks) => rewindChecks(checks, times, at)) },
    reviews: {
      ...reviews,
      pullRequests: ifKnown(reviews.pullRequests, (pulls) =>
        pulls.map((pull) => rewindReviews(pull, times, at)),
      ),
    },
  }
}

function ifKnown<T>(fact: Fact<T>, change: (value: T) => T): Fact<T> {
  return fact.known ? known(change(fact.value)) : fact
}

function rewindChecks(checks: CommitChecksFacts, times: ReportTimes, at: string): CommitChecksFacts {
  const unread: string[] = []
  const reopened = new Set<number>()
  const laterSuites = new Set(
    checks.suites.flatMap(({ id, createdAt }) => (isLater(createdAt, at) ? [id] : [])),
  )
  const checkRuns = checks.checkRuns.flatMap((check) => {
    if (laterSuites.has(check.suite)) return []
    const time = times.checks.get(check.url)
    if (time === undefined) {
      unread.push(`When ${check.name} reported is not known.`)
      return [check]
    }
    if (isLater(time.startedAt, at)) {
      unread.push(
        `${check.name} began after the merge; what it said before, if anything, GitHub lists no more.`,
      )
      reopened.add(check.suite)
      return []
    }
    if (check.status !== 'COMPLETED' || !isLater(time.completedAt, at)) return [check]
    reopened.add(check.suite)
    return [{ ...check, status: 'IN_PROGRESS', conclusion: null }]
  })
  const statuses = checks.statuses.filter(({ context }) => {
    const postedAt = times.statuses.get(context)
    if (postedAt !== undefined && !isLater(postedAt, at)) return true
    unread.push(
      postedAt === undefined
        ? `When the status ${context} was posted is not known.`
        : `The status ${context} was posted after the merge; what it said before, if anything, GitHub lists no more.`,
    )
    return false
  })
  const suites = checks.suites
    .filter(({ id }) => !laterSuites.has(id))
    .map((suite) => (reopened.has(suite.id) ? { ...suite, status: 'IN_PROGRESS', conclusion: null } : suite))
  return { checkRuns, statuses, suites, unread: [...checks.unread, ...unread] }
}

function isLater(time: string | undefined, at: string): boolean {
  return time !== undefined && Date.parse(time) > Date.parse(at)
}

function rewindReviews(pull: PullRequestFacts, times: ReportTimes, at: string): PullRequestFacts {
  const reviews = pull.reviews.flatMap((review) => rewindReview(review, pull.head, times, at))
  const isSame =
    reviews.length === pull.reviews.length && reviews.every((one, index) => one === pull.reviews[index])
  const complete = pull.complete && times.completeReviews
  if (isSame) return { ...pull, complete }
  // GitHub's own decision knows the later reviews too.
  const { decision: _, ...rest } = pull
  return { ...rest, reviews, complete }
}

/** The last opinion of that person up to then. */
function rewindReview(review: ReviewFacts, head: string, times: ReportTimes, at: string): ReviewFacts[] {
  const given = times.reviews.filter(({ author }) => author === review.author?.login)
  const before = given.filter(({ submittedAt }) => !isLater(submittedAt, at))
  if (before.length === given.length) return [review]
  const last = before.at(-1)
  if (last === undefined) return []
  const { author, mayWrite } = review
  return [
    {
      state: last.state,
      author,
      mayWrite,
      ...(last.commit !== undefined && { commit: last.commit }),
      reviewed: last.commit === undefined ? 'gone' : last.commit === head ? 'same-commit' : 'stale',
    },
  ]
}
