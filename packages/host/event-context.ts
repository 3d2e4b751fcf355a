import { stage } from '@operator/report'
import { z } from 'zod'

const pullRequest = z
  .object({
    number: z.number().int(),
    head: z.string(),
    base: z.string(),
    baseBranch: z.string(),
    /** True when the head lives in another repository, or in one that was deleted. */
    fork: z.boolean(),
    author: z.string().optional(),
  })
  .readonly()
export type PullRequest = z.infer<typeof pullRequest>

/**
 * How the event names the base; `resolveRange` turns it into a commit. Where a clone cannot have it, `otherwise` says why the
 * empty tree stands in: everything counts as introduced then, so nothing is hidden.
 */
const baseHint = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('merge-base'),
      with: z.string(),
      branch: z.string(),
      otherwise: z.string().optional(),
    })
    .readonly(),
  z
    .object({
      kind: z.literal('commit'),
      oid: z.string(),
      meaning: z.string(),
      otherwise: z.string().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal('empty-tree'), meaning: z.string() }).readonly(),
  /** `why` it could not be determined, once it was looked for, and what to do `next`. */
  z
    .object({ kind: z.literal('last-deployment'), why: z.string().optional(), next: z.string().optional() })
    .readonly(),
])
export type BaseHint = z.infer<typeof baseHint>

/** What the event says; nothing in it has been checked against git yet. A schema, because a kept snapshot holds it. */
export const eventContext = z
  .object({
    /** `pull_request`, `push`, …; `local` outside GitHub Actions. */
    name: z.string(),
    stage,
    repository: z.object({ owner: z.string(), name: z.string(), id: z.number().int().optional() }).readonly(),
    defaultBranch: z.string().optional(),
    /** Absent when unknown; unknown counts as public where that hides more. */
    private: z.boolean().optional(),
    /** `GITHUB_REF` and `GITHUB_SHA`: the branch or tag that the workflow runs on, and its tip. */
    ref: z.string().optional(),
    sha: z.string().optional(),
    /** Revision to judge. */
    head: z.string(),
    base: baseHint,
    pullRequest: pullRequest.optional(),
    /** The branch that a merge group is for. */
    mergeInto: z.string().optional(),
    /** `refs/pull/N/merge` as GitHub made it for this event. */
    mergeCommit: z.string().optional(),
    actor: z.string().optional(),
    run: z.object({ id: z.number().int(), attempt: z.number().int(), url: z.string() }).readonly().optional(),
  })
  .readonly()
export type EventContext = z.infer<typeof eventContext>
