import type { Involvement } from '@operator/identity'
import type { PullRequestFacts, ReviewsFacts } from '../review/facts.ts'
import { pullRequestOf } from '../review/pull-request-of.ts'
import type { SubjectFacts } from '../subject.ts'
import type { EscalationFacts } from './facts.ts'

/** Events that follow from a push or a merge, or from nobody; any other was begun by the person behind it. */
const following = new Set([
  'push',
  'pull_request',
  'pull_request_target',
  'merge_group',
  'schedule',
  'issues',
  'issue_comment',
  'local',
])

/** What is asked because nothing was deployed before: about the step, not about all of history. */
const firstSteps = new Set(['first-deployment', 'nothing-to-go-back-to', 'no-base'])

/** Whether a question is about this being the first deployment. */
export function isAboutFirstDeployment(code: string, { base, stage }: SubjectFacts): boolean {
  return base === null && stage === 'deploy' && firstSteps.has(code)
}

/**
 * Who had a hand in a first deployment, as far back as pull requests are looked at. The whole history has no end that could be
 * reached, so that nobody could ever confirm it.
 */
export function involvedInFirstDeployment(reviews: ReviewsFacts, subject: SubjectFacts): Involvement {
  const { cut, ...looked } = reviews
  return involvedIn(cut === 'no-base' ? looked : reviews, subject)
}

/**
 * Everybody who had a hand in what is asked about: none of them can approve it. That is all of what ships, or, where it is known
 * which commit changed which file, what changed the files in question.
 */
export function involvedIn(
  reviews: ReviewsFacts,
  subject: SubjectFacts,
  touched: EscalationFacts['touched'] = undefined,
  paths: readonly string[] = [],
): Involvement {
  const { actor, event } = subject
  const began = actor !== undefined && event !== undefined && !following.has(event)
  const actors: Involvement['actors'] = began
    ? [{ role: 'dispatch', account: { login: actor, type: /\[bot\]$/.test(actor) ? 'Bot' : 'User' } }]
    : []
  // It ships nothing that was not there before.
  if (subject.intent === 'rollback') return { pullRequests: [], commits: [], actors, complete: true }
  const { pullRequests, commits, cut } = reviews
  if (!pullRequests.known) return { pullRequests: [], commits: [], actors, complete: false }
  const { branch } = subject
  const behind = pullRequestsBehind(touched, paths)
  if (behind !== undefined) {
    const pulls = pullRequests.value.filter(({ number }) => behind.has(number))
    return involvementOf(
      pulls,
      actors,
      cut === undefined && !behind.has(null) && pulls.length === behind.size,
    )
  }
  const isCovered =
    commits.known &&
    (commits.value.length === 0 ||
      (branch !== undefined && commits.value.every((commit) => pullRequestOf(commit, branch) !== undefined)))
  return involvementOf(pullRequests.value, actors, cut === undefined && isCovered)
}

function involvementOf(
  pulls: readonly PullRequestFacts[],
  actors: Involvement['actors'],
  isWhole: boolean,
): Involvement {
  return {
    pullRequests: pulls.map(({ number, author }) => ({ number, author })),
    commits: pulls.flatMap((pull) => pull.commits),
    actors,
    complete: isWhole && pulls.every(({ complete }) => complete),
  }
}

/** The pull requests that changed one of the files, null for a push past them all; undefined where that is not known of each file. */
function pullRequestsBehind(
  touched: EscalationFacts['touched'],
  paths: readonly string[],
): ReadonlySet<number | null> | undefined {
  const isTraced =
    paths.length > 0 && paths.every((path) => touched?.some((commit) => commit.paths.includes(path)))
  if (touched === undefined || !isTraced) return undefined
  const wanted = new Set(paths)
  return new Set(
    touched.flatMap((commit) => (commit.paths.some((path) => wanted.has(path)) ? [commit.pullRequest] : [])),
  )
}
