import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import {
  type ReviewedPullRequest,
  reviewedPullRequestAnswer,
  reviewedPullRequestFragment,
} from './pull-request-review.ts'

/** A pull request that a commit belongs to. */
export interface AssociatedPullRequest {
  readonly number: number
  readonly merged: boolean
  readonly baseBranch: string
  readonly mergeCommit: string | undefined
}

export interface CommitPullRequests {
  readonly oid: string
  readonly pullRequests: readonly AssociatedPullRequest[]
  /** False when there are more than were read. */
  readonly complete: boolean
}

/** Commits asked in one query: one point by GitHub's count. */
const commitsPerQuery = 100
/** Pull requests asked in one query, three connections each: one point by GitHub's count. */
const pullRequestsPerQuery = 45

const associated = z
  .object({
    oid: z.string(),
    associatedPullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean() }),
      nodes: z.array(
        z.object({
          number: z.number().int(),
          merged: z.boolean(),
          baseRefName: z.string(),
          mergeCommit: z.object({ oid: z.string() }).nullable(),
        }),
      ),
    }),
  })
  .transform(
    ({ oid, associatedPullRequests: { pageInfo, nodes } }): CommitPullRequests => ({
      oid,
      complete: !pageInfo.hasNextPage,
      pullRequests: nodes.map(({ number, merged, baseRefName, mergeCommit }) => ({
        number,
        merged,
        baseBranch: baseRefName,
        mergeCommit: mergeCommit?.oid,
      })),
    }),
  )

/** The pull requests of each commit, in the commits' order. A commit that GitHub does not have spoils the whole answer. */
export function readCommitPullRequests(
  github: GitHub,
  oids: readonly string[],
): Promise<Answer<readonly CommitPullRequests[]>> {
  return inBatches(github, oids, commitsPerQuery, commitPullRequestsQuery, associated)
}

/** Pull requests with reviews and commits, in the numbers' order. */
export function readPullRequests(
  github: GitHub,
  numbers: readonly number[],
): Promise<Answer<readonly ReviewedPullRequest[]>> {
  return inBatches(github, numbers, pullRequestsPerQuery, pullRequestsQuery, reviewedPullRequestAnswer)
}

export function commitPullRequestsQuery(count: number): string {
  return `query CommitPullRequests($owner: String!, $name: String!, ${declare(count, 'GitObjectID!')}) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${repeat(count, (index) => `n${index}: object(oid: $v${index}) { ...Associated }`)}
  }
}
fragment Associated on Commit {
  oid
  associatedPullRequests(first: 10) {
    pageInfo { hasNextPage } nodes { number merged baseRefName mergeCommit { oid } }
  }
}`
}

export function pullRequestsQuery(count: number): string {
  return `query PullRequests($owner: String!, $name: String!, ${declare(count, 'Int!')}) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${repeat(count, (index) => `n${index}: pullRequest(number: $v${index}) { ...ReviewedPullRequest }`)}
  }
}
${reviewedPullRequestFragment}`
}

function declare(count: number, type: string): string {
  return repeat(count, (index) => `$v${index}: ${type}`)
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n    ')
}

async function inBatches<T>(
  github: GitHub,
  values: readonly (string | number)[],
  size: number,
  query: (count: number) => string,
  schema: z.ZodType<T>,
): Promise<Answer<readonly T[]>> {
  const { owner, name } = github.repository
  const answer = z.object({ repository: z.record(z.string(), schema) })
  const found: T[] = []
  for (let from = 0; from < values.length; from += size) {
    const batch = values.slice(from, from + size)
    const variables = Object.fromEntries(batch.map((value, index) => [`v${index}`, value]))
    const read = await github.graphql(query(batch.length), { owner, name, ...variables }, answer)
    if (!read.ok) return read
    for (const index of batch.keys()) {
      const item = read.value.repository[`n${index}`]
      if (item === undefined) return unanswered({ kind: 'not-found', message: String(batch[index]) })
      found.push(item)
    }
  }
  return answered(found)
}
