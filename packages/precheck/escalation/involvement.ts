import type { Involvement } from '@operator/identity'
import type { ReviewsFacts } from '../review/facts.ts'
import { pullRequestOf } from '../review/pull-request-of.ts'
import type { SubjectFacts } from '../subject.ts'

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

/** Everybody who had a hand in what ships: none of them can approve it. */
export function involvedIn(reviews: ReviewsFacts, subject: SubjectFacts): Involvement {
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
  const isCovered =
    commits.known &&
    (commits.value.length === 0 ||
      (branch !== undefined && commits.value.every((commit) => pullRequestOf(commit, branch) !== undefined)))
  return {
    pullRequests: pullRequests.value.map(({ number, author }) => ({ number, author })),
    commits: pullRequests.value.flatMap((pull) => pull.commits),
    actors,
    complete: isCovered && cut === undefined && pullRequests.value.every(({ complete }) => complete),
  }
}
