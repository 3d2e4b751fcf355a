import { z } from 'zod'
import type { Discussion } from './discussions.ts'

interface Actor {
  readonly login: string
  readonly type: string
  readonly id?: number
}

/** The newest opinion of one person. */
export interface Review {
  /** `APPROVED`, `CHANGES_REQUESTED` or `DISMISSED`. */
  readonly state: string
  /** Undefined when GitHub no longer has the account. */
  readonly author: Actor | undefined
  readonly mayWrite: boolean
  /** The commit that was looked at, and its tree; undefined when GitHub no longer has it. */
  readonly commit: { readonly oid: string; readonly tree: string } | undefined
}

export interface CommitSignature {
  readonly name: string
  readonly email: string
  readonly account: Actor | undefined
}

export interface PullRequestCommit {
  readonly oid: string
  readonly tree: string
  readonly message: string
  readonly author: CommitSignature
  readonly committer: CommitSignature
  readonly signedByGitHub: boolean
}

/** A pull request as far as its approval is concerned. */
export interface ReviewedPullRequest {
  readonly number: number
  readonly title: string
  readonly body: string
  readonly url: string
  readonly merged: boolean
  readonly draft: boolean
  readonly fork: boolean
  readonly author: Actor | undefined
  readonly mergedBy: Actor | undefined
  readonly mergeCommit: string | undefined
  readonly baseBranch: string
  readonly head: string
  readonly labels: readonly string[]
  /** GitHub's own answer under the branch's rules; undefined when no rule asks for a review. */
  readonly decision: 'APPROVED' | 'CHANGES_REQUESTED' | 'REVIEW_REQUIRED' | undefined
  readonly reviews: readonly Review[]
  /** Oldest first. */
  readonly commits: readonly PullRequestCommit[]
  /** False when there are more reviews, labels or commits than were read. */
  readonly complete: boolean
  /** Where the next page of each list begins; absent when there is none. `lost` is what no page brings back. */
  readonly further: { readonly reviews?: string; readonly commits?: string; readonly lost: boolean }
  /** What was said on it: the newest comments, where they were read with it. */
  readonly discussion?: Discussion
}

/** Of a page of reviews. */
export const reviewFields = `pageInfo { hasNextPage endCursor }
    nodes { state authorCanPushToRepository author { __typename login ... on User { databaseId } } commit { oid tree { oid } } }`
/** Of a page of commits. */
export const commitFields = `pageInfo { hasNextPage endCursor }
    nodes { commit {
      oid message tree { oid } signature { isValid wasSignedByGitHub }
      author { name email user { __typename login databaseId } }
      committer { name email user { __typename login databaseId } }
    } }`

/** Three connections for each pull request. */
export const reviewedPullRequestFragment = `fragment ReviewedPullRequest on PullRequest {
  number title body url merged isDraft isCrossRepository baseRefName headRefOid reviewDecision
  author { __typename login ... on User { databaseId } ... on Bot { databaseId } }
  mergedBy { __typename login ... on User { databaseId } ... on Bot { databaseId } }
  mergeCommit { oid }
  labels(first: 50) { pageInfo { hasNextPage } nodes { name } }
  latestOpinionatedReviews(first: 50) { ${reviewFields} }
  commits(first: 100) { ${commitFields} }
}`

const actor = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().int().nullish() })
  .transform(
    ({ __typename: type, login, databaseId }): Actor => ({
      login,
      type,
      ...(typeof databaseId === 'number' && { id: databaseId }),
    }),
  )
  .nullable()
  .transform((found) => found ?? undefined)

const more = z.object({ hasNextPage: z.boolean() })
const page = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() })

const commitSignature = z
  .object({ name: z.string().nullable(), email: z.string().nullable(), user: actor })
  .nullable()
  .transform(
    (found): CommitSignature => ({
      name: found?.name ?? '',
      email: found?.email ?? '',
      account: found?.user,
    }),
  )

/** A page of reviews. */
export const reviewsAnswer = z
  .object({
    pageInfo: page,
    nodes: z.array(
      z
        .object({
          state: z.string(),
          authorCanPushToRepository: z.boolean(),
          author: actor,
          commit: z.object({ oid: z.string(), tree: z.object({ oid: z.string() }) }).nullable(),
        })
        .transform(
          ({ state, author, authorCanPushToRepository, commit }): Review => ({
            state,
            author,
            mayWrite: authorCanPushToRepository,
            commit: commit === null ? undefined : { oid: commit.oid, tree: commit.tree.oid },
          }),
        ),
    ),
  })
  .nullable()

/** A page of commits. */
export const commitsAnswer = z.object({
  pageInfo: page,
  nodes: z.array(
    z
      .object({
        commit: z.object({
          oid: z.string(),
          message: z.string(),
          tree: z.object({ oid: z.string() }),
          signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullable(),
          author: commitSignature,
          committer: commitSignature,
        }),
      })
      .transform(
        ({ commit }): PullRequestCommit => ({
          oid: commit.oid,
          tree: commit.tree.oid,
          message: commit.message,
          author: commit.author,
          committer: commit.committer,
          signedByGitHub: commit.signature?.isValid === true && commit.signature.wasSignedByGitHub,
        }),
      ),
  ),
})

/** The answer to {@link reviewedPullRequestFragment}. */
export const reviewedPullRequestAnswer = z
  .object({
    number: z.number().int(),
    title: z.string(),
    body: z.string(),
    url: z.string(),
    merged: z.boolean(),
    isDraft: z.boolean(),
    isCrossRepository: z.boolean(),
    baseRefName: z.string(),
    headRefOid: z.string(),
    reviewDecision: z.enum(['APPROVED', 'CHANGES_REQUESTED', 'REVIEW_REQUIRED']).nullable(),
    author: actor,
    mergedBy: actor,
    mergeCommit: z.object({ oid: z.string() }).nullable(),
    labels: z.object({ pageInfo: more, nodes: z.array(z.object({ name: z.string() })) }).nullable(),
    latestOpinionatedReviews: reviewsAnswer,
    commits: commitsAnswer,
  })
  .transform((node): ReviewedPullRequest => {
    const { labels, latestOpinionatedReviews: reviews, commits } = node
    return {
      number: node.number,
      title: node.title,
      body: node.body,
      url: node.url,
      merged: node.merged,
      draft: node.isDraft,
      fork: node.isCrossRepository,
      author: node.author,
      mergedBy: node.mergedBy,
      mergeCommit: node.mergeCommit?.oid,
      baseBranch: node.baseRefName,
      head: node.headRefOid,
      labels: labels?.nodes.map(({ name }) => name) ?? [],
      decision: node.reviewDecision ?? undefined,
      reviews: reviews?.nodes ?? [],
      commits: commits.nodes,
      complete: [labels, reviews, commits].every((list) => list !== null && !list.pageInfo.hasNextPage),
      further: {
        ...(reviews !== null && nextOf('reviews', reviews.pageInfo)),
        ...nextOf('commits', commits.pageInfo),
        lost: reviews === null || labels === null || labels.pageInfo.hasNextPage,
      },
    }
  })

function nextOf<Key extends string>(
  key: Key,
  { hasNextPage, endCursor }: z.infer<typeof page>,
): Partial<Record<Key, string>> {
  const found: Partial<Record<Key, string>> = {}
  if (hasNextPage && endCursor !== null) found[key] = endCursor
  return found
}
