import type { Involvement } from '@operator/identity'
import type { RangeCommitFacts, ReviewsFacts } from '../review/facts.ts'
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
  const line = commits.known ? commits.value : []
  const relevant = commitsBehind(line, touched, paths)
  const behind = relevant.map((commit) => (branch === undefined ? undefined : pullRequestOf(commit, branch)))
  const numbers = new Set(behind.map((pull) => pull?.number))
  const pulls =
    relevant === line ? pullRequests.value : pullRequests.value.filter(({ number }) => numbers.has(number))
  return {
    pullRequests: pulls.map(({ number, author }) => ({ number, author })),
    commits: pulls.flatMap((pull) => pull.commits),
    actors,
    complete:
      commits.known &&
      !numbers.has(undefined) &&
      cut === undefined &&
      pulls.every(({ complete }) => complete),
  }
}

/** The commits that changed one of the files; all of them where that is not known of each file. */
function commitsBehind(
  line: readonly RangeCommitFacts[],
  touched: EscalationFacts['touched'],
  paths: readonly string[],
): readonly RangeCommitFacts[] {
  if (touched === undefined || paths.length === 0) return line
  const by = new Map(touched.map((commit) => [commit.oid, new Set(commit.paths)]))
  const isTraced =
    line.every(({ oid }) => by.has(oid)) &&
    paths.every((path) => touched.some((commit) => commit.paths.includes(path)))
  return isTraced ? line.filter(({ oid }) => paths.some((path) => by.get(oid)?.has(path))) : line
}
