import { type Commit, isAncestor, type Repository, resolveCommit } from '@operator/git'
import type { ReviewedPullRequest } from '@operator/github'
import type { MergedContent } from './facts.ts'
import { isCleanMerge } from './update-merge.ts'

/**
 * A review is about the pull request's head; what ships is the commit that its merge put on the branch. Whoever may push to
 * the branch can merge by hand and add to it, and GitHub calls the pull request merged all the same.
 */
export async function compareMerged(
  repository: Repository,
  commit: Commit,
  signedByGitHub: boolean,
  { head, commits }: Pick<ReviewedPullRequest, 'head' | 'commits'>,
): Promise<MergedContent> {
  const reviewedTree = commits.find(({ oid }) => oid === head)?.tree
  if (commit.oid === head || commit.tree === reviewedTree) return 'reviewed'
  if (commits.some(({ oid }) => oid === commit.oid)) return 'reviewed'
  if (signedByGitHub) return 'merged-by-github'
  const [ours, theirs, ...more] = commit.parents
  if (ours !== undefined && theirs !== undefined) {
    if (theirs !== head || more.length > 0) return 'unclear'
    return (await isCleanMerge(repository, commit.oid, ours, theirs)) ? 'clean-merge' : 'unclear'
  }
  // A squash or rebase of GitHub's never has the head behind it: somebody pushed the branch and this commit after it.
  const reached = (await resolveCommit(repository, head)) && (await isAncestor(repository, head, commit.oid))
  return reached ? 'on-top' : 'merged-by-github'
}
