import { z } from 'zod'
import type { GitHub } from './client.ts'
import {
  commitFields,
  commitsAnswer,
  type PullRequestCommit,
  type Review,
  type ReviewedPullRequest,
  reviewFields,
  reviewsAnswer,
} from './pull-request-review.ts'

/** Reviews and commits beyond this are not read: the pull request then stays incomplete. Pages of 100. */
const maxPages = 10

export const pullRequestPageQuery = `query PullRequestPage(
  $owner: String!, $name: String!, $number: Int!,
  $askReviews: Boolean!, $reviews: String, $askCommits: Boolean!, $commits: String
) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      latestOpinionatedReviews(first: 100, after: $reviews) @include(if: $askReviews) { ${reviewFields} }
      commits(first: 100, after: $commits) @include(if: $askCommits) { ${commitFields} }
    }
  }
}`

const pageAnswer = z.object({
  repository: z.object({
    pullRequest: z.object({
      latestOpinionatedReviews: reviewsAnswer.optional(),
      commits: commitsAnswer.optional(),
    }),
  }),
})

/** Reads the pages that follow the first of reviews and commits. What cannot be read leaves the pull request incomplete. */
export async function completePullRequest(
  github: GitHub,
  pull: ReviewedPullRequest,
): Promise<ReviewedPullRequest> {
  const { owner, name } = github.repository
  const reviews: Review[] = [...pull.reviews]
  const commits: PullRequestCommit[] = [...pull.commits]
  let { reviews: nextReview, commits: nextCommit } = pull.further
  if (nextReview === undefined && nextCommit === undefined) return pull
  for (let page = 0; page < maxPages && (nextReview ?? nextCommit) !== undefined; page += 1) {
    const read = await github.graphql(
      pullRequestPageQuery,
      {
        owner,
        name,
        number: pull.number,
        askReviews: nextReview !== undefined,
        reviews: nextReview ?? null,
        askCommits: nextCommit !== undefined,
        commits: nextCommit ?? null,
      },
      pageAnswer,
    )
    if (!read.ok) return pull
    const { latestOpinionatedReviews: moreReviews, commits: moreCommits } = read.value.repository.pullRequest
    // What was asked for and is missing from the answer is not the end of the list.
    if (nextReview !== undefined && moreReviews == null) return pull
    if (nextCommit !== undefined && moreCommits === undefined) return pull
    reviews.push(...(moreReviews?.nodes ?? []))
    commits.push(...(moreCommits?.nodes ?? []))
    nextReview = cursorOf(moreReviews?.pageInfo)
    nextCommit = cursorOf(moreCommits?.pageInfo)
  }
  const isWhole = nextReview === undefined && nextCommit === undefined
  const { lost } = pull.further
  return isWhole ? { ...pull, reviews, commits, complete: !lost, further: { lost } } : pull
}

function cursorOf(
  page: { readonly hasNextPage: boolean; readonly endCursor: string | null } | undefined,
): string | undefined {
  return page?.hasNextPage === true && page.endCursor !== null ? page.endCursor : undefined
}
