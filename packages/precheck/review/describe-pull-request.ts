import { resolveCommit } from '@operator/git'
import type { CommitSignature, PullRequestCommit, Review, ReviewedPullRequest } from '@operator/github'
import { readCoAuthors } from '@operator/identity'
import { readChangelogSection } from '../changelog/section.ts'
import type { PrecheckRequest } from '../request.ts'
import { readRollbackSection } from '../rollback/section.ts'
import type { PullRequestFacts, Reviewed, ReviewFacts } from './facts.ts'
import { onlyMergesTarget } from './update-merge.ts'

/** A pull request as facts: reviews compared with its head, texts reduced to what is judged. */
export async function describePullRequest(
  pull: ReviewedPullRequest,
  request: PrecheckRequest,
  template: string | undefined,
): Promise<PullRequestFacts> {
  const headTree = pull.commits.find(({ oid }) => oid === pull.head)?.tree
  const reviews: ReviewFacts[] = []
  for (const review of pull.reviews) {
    reviews.push({
      state: review.state,
      author: review.author ?? null,
      mayWrite: review.mayWrite,
      ...(review.commit !== undefined && { commit: review.commit.oid }),
      reviewed: await compareReviewed(review, pull.head, headTree, request),
    })
  }
  return {
    number: pull.number,
    title: pull.title.slice(0, 300),
    url: pull.url,
    merged: pull.merged,
    draft: pull.draft,
    author: pull.author ?? null,
    baseBranch: pull.baseBranch,
    head: pull.head,
    ...(pull.mergeCommit !== undefined && { mergeCommit: pull.mergeCommit }),
    labels: pull.labels,
    ...(pull.decision !== undefined && { decision: pull.decision }),
    reviews,
    commits: pull.commits.map(toCommitFacts),
    complete: pull.complete && headTree !== undefined,
    rollback: readRollbackSection(pull.body, template),
    changelog: readChangelogSection(pull.body),
  }
}

async function compareReviewed(
  { commit, state }: Review,
  head: string,
  headTree: string | undefined,
  { range, target }: PrecheckRequest,
): Promise<Reviewed> {
  if (commit === undefined) return 'gone'
  if (commit.oid === head) return 'same-commit'
  if (commit.tree === headTree) return 'same-tree'
  if (state !== 'APPROVED' || target === undefined) return 'stale'
  const { repository } = range
  const known = (await resolveCommit(repository, commit.oid)) && (await resolveCommit(repository, head))
  if (!known) return 'stale'
  return (await onlyMergesTarget(repository, commit.oid, head, target)) ? 'update-merge' : 'stale'
}

function toCommitFacts(commit: PullRequestCommit): PullRequestFacts['commits'][number] {
  const side = ({ name, email, account }: CommitSignature) => ({ name, email, account: account ?? null })
  return {
    oid: commit.oid,
    author: side(commit.author),
    committer: side(commit.committer),
    message: onlyTrailers(commit.message),
    signedByGitHub: commit.signedByGitHub,
  }
}

/** A message's title and its trailers: the rest is nobody's business here, and a snapshot is small. */
function onlyTrailers(message: string): string {
  const { coAuthors, unread } = readCoAuthors(message)
  if (coAuthors.length === 0 && unread === 0) return (message.split(/\r?\n/, 1)[0] ?? '').slice(0, 200)
  const lines = message.split(/\r\n|[\r\n]/)
  const trailers = lines.filter((line) => /^\s*co-?authored-?by\s*:/i.test(line))
  return [lines[0]?.slice(0, 200), '', ...trailers.map((line) => line.slice(0, 500))].join('\n')
}
