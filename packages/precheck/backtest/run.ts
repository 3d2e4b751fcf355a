import { describeProblem, listMergedPullRequests, type MergedPullRequest } from '@operator/github'
import { askInTurn } from './ask-in-turn.ts'
import { askOnce } from './ask-once.ts'
import { limits } from './limits.ts'
import { leaveOut, replayPullRequest } from './replay.ts'
import type { BacktestRequest } from './request.ts'
import type { BacktestResult, ReplayedPullRequest } from './result.ts'
import { summarise } from './summarise.ts'

/**
 * Replays the pull requests that were merged last, one after the other: GitHub's secondary limits want no requests side by side.
 * Where the budget ends, the others are left out by name.
 */
export async function runBacktest(request: BacktestRequest): Promise<BacktestResult> {
  const { github, branch, last, progress } = request
  progress(`merged pull requests of ${branch}`)
  const listed = await listMergedPullRequests(github, branch, last)
  const pulls = listed.ok
    ? await replayAll(listed.value.pullRequests, { ...request, github: askOnce(askInTurn(github)) })
    : []
  const cost = github.cost()
  return {
    schemaVersion: 1,
    kind: 'backtest',
    version: request.version,
    repository: `${github.repository.owner}/${github.repository.name}`,
    branch,
    generatedAt: request.now.toISOString(),
    policy: { origin: request.policy.origin, digest: request.policy.digest },
    asked: last,
    ...(!listed.ok && {
      unlisted: { code: listed.problem.kind, message: describeProblem(listed.problem) },
    }),
    complete: listed.ok && listed.value.complete,
    pullRequests: pulls,
    ...summarise(pulls),
    limits,
    api: { graphql_points: cost.graphqlPoints, rest_calls: cost.rest },
  }
}

async function replayAll(
  pulls: readonly MergedPullRequest[],
  request: BacktestRequest,
): Promise<ReplayedPullRequest[]> {
  const replayed: ReplayedPullRequest[] = []
  let ended: ReplayedPullRequest['unreplayed']
  for (const [index, pull] of pulls.entries()) {
    request.progress(`#${pull.number}, ${index + 1} of ${pulls.length}`)
    const one: ReplayedPullRequest =
      ended === undefined ? await replayPullRequest(pull, request) : leaveOut(pull, ended)
    replayed.push(one)
    // Whoever asks on against a limit is locked out for longer.
    if (one.unreplayed?.code === 'rate-limited') ended = one.unreplayed
  }
  return replayed
}
