import type { RangeCommitFacts } from './facts.ts'

type Associated = RangeCommitFacts['pullRequests'][number]

/** The merged pull request that brought a commit to the branch. */
export function mergedInto({ oid, pullRequests }: RangeCommitFacts, branch: string): Associated | undefined {
  const merged = pullRequests.filter((pull) => pull.merged && pull.baseBranch === branch)
  return merged.find((pull) => pull.mergeCommit === oid) ?? merged[0]
}

/** The pull request in which people were asked about a commit: the merged one, else an open one to the same branch. */
export function pullRequestOf(commit: RangeCommitFacts, branch: string): Associated | undefined {
  return mergedInto(commit, branch) ?? commit.pullRequests.find((pull) => pull.baseBranch === branch)
}

/** The pull requests of a range, each once, newest first. */
export function listPullRequests(commits: readonly RangeCommitFacts[], branch: string): number[] {
  return [...new Set(commits.flatMap((commit) => pullRequestOf(commit, branch)?.number ?? []))]
}
