import { account, commitFacts } from '@operator/identity'
import { z } from 'zod'
import { changelogSection } from '../changelog/section.ts'
import { fact } from '../fact.ts'
import { rollbackSection } from '../rollback/section.ts'

/**
 * What a review looked at, compared with the pull request's head: the same commit, the same tree, a head that since only
 * merged the target branch in, an older one, or a commit that is gone.
 */
export const reviewed = z.enum(['same-commit', 'same-tree', 'update-merge', 'stale', 'gone'])
export type Reviewed = z.infer<typeof reviewed>

export const reviewFacts = z
  .object({
    state: z.string(),
    author: account.nullable(),
    mayWrite: z.boolean(),
    commit: z.string().optional(),
    reviewed,
  })
  .readonly()
export type ReviewFacts = z.infer<typeof reviewFacts>

export const pullRequestFacts = z
  .object({
    number: z.number().int(),
    title: z.string(),
    url: z.string(),
    merged: z.boolean(),
    draft: z.boolean(),
    author: account.nullable(),
    baseBranch: z.string(),
    head: z.string(),
    mergeCommit: z.string().optional(),
    labels: z.array(z.string()).readonly(),
    /** GitHub's own answer under the branch's rules; absent when no rule asks for a review. */
    decision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED']).optional(),
    reviews: z.array(reviewFacts).readonly(),
    /** Messages are cut to their title and trailers. */
    commits: z.array(commitFacts).readonly(),
    /** False when there are more reviews or commits than were read. */
    complete: z.boolean(),
    rollback: rollbackSection,
    changelog: changelogSection,
  })
  .readonly()
export type PullRequestFacts = z.infer<typeof pullRequestFacts>

/**
 * How what a merge put on the branch relates to what the reviewers of its pull request saw: it is that; GitHub made it, or git
 * alone would have; it was put on top; or nobody can tell, because a person merged with changes of their own.
 */
export const mergedContent = z.enum(['reviewed', 'merged-by-github', 'clean-merge', 'on-top', 'unclear'])
export type MergedContent = z.infer<typeof mergedContent>

/** A commit on the first-parent line of the range: what was put on the branch, one push or merge at a time. */
export const rangeCommitFacts = z
  .object({
    oid: z.string(),
    title: z.string(),
    author: z.string(),
    pullRequests: z
      .array(
        z
          .object({
            number: z.number().int(),
            merged: z.boolean(),
            baseBranch: z.string(),
            mergeCommit: z.string().optional(),
          })
          .readonly(),
      )
      .readonly(),
    /** Absent where no merged pull request brought it. */
    content: mergedContent.optional(),
  })
  .readonly()
export type RangeCommitFacts = z.infer<typeof rangeCommitFacts>

export const reviewsFacts = z
  .object({
    /** What the rulesets demand of pull requests. */
    rules: fact(
      z
        .object({ approvals: z.number().int(), codeOwners: z.boolean(), lastPush: z.boolean() })
        .readonly()
        .nullable(),
    ),
    /** Newest first; empty on a pull request. */
    commits: fact(z.array(rangeCommitFacts).readonly()),
    pullRequests: fact(z.array(pullRequestFacts).readonly()),
    /** Why the range was not read to its beginning; absent when it was. */
    cut: z.enum(['no-base', 'too-long', 'shallow']).optional(),
  })
  .readonly()
export type ReviewsFacts = z.infer<typeof reviewsFacts>
