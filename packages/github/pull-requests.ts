import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'
import { commentsFragment, discussionAnswer } from './discussions.ts'
import { isHole, orHole } from './holes.ts'
import { completePullRequest } from './pull-request-pages.ts'
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
  /** To the last page. */
  readonly pullRequests: readonly AssociatedPullRequest[]
  /** True for what GitHub itself committed: a merge, a squash, an edit on its site. Rebased commits it leaves unsigned. */
  readonly signedByGitHub: boolean
}

/** Commits asked in one query: one point by GitHub's count. */
const commitsPerQuery = 100
/** Pull requests asked in one query, four connections each: one point by GitHub's count. */
const pullRequestsPerQuery = 37
/** The newest comments that come with each; the others are asked for where somebody has to be heard. */
const commentsPerPullRequest = 50
/** More pull requests than this with one and the same commit are not read to the end. Pages of 100. */
const maxPages = 10

const associatedAnswer = z.object({
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
  nodes: z.array(
    z
      .object({
        number: z.number().int(),
        merged: z.boolean(),
        baseRefName: z.string(),
        mergeCommit: z.object({ oid: z.string() }).nullable(),
      })
      .transform(
        ({ number, merged, baseRefName, mergeCommit }): AssociatedPullRequest => ({
          number,
          merged,
          baseBranch: baseRefName,
          mergeCommit: mergeCommit?.oid,
        }),
      ),
  ),
})

const commitAnswer = z.object({
  oid: z.string(),
  signature: z.object({ isValid: z.boolean(), wasSignedByGitHub: z.boolean() }).nullable(),
  associatedPullRequests: associatedAnswer,
})

const pageAnswer = z.object({
  repository: z.object({ object: z.object({ associatedPullRequests: associatedAnswer }) }),
})

/** The pull requests of each commit, in the commits' order. A commit that GitHub does not have spoils the whole answer. */
export async function readCommitPullRequests(
  github: GitHub,
  oids: readonly string[],
): Promise<Answer<readonly CommitPullRequests[]>> {
  const read = await inBatches(github, oids, commitsPerQuery, commitPullRequestsQuery, commitAnswer)
  if (!read.ok) return read
  const commits: CommitPullRequests[] = []
  for (const { oid, signature, associatedPullRequests: first } of read.value) {
    const rest = await readFurther(github, oid, first.pageInfo)
    if (!rest.ok) return rest
    commits.push({
      oid,
      pullRequests: [...first.nodes, ...rest.value],
      signedByGitHub: signature?.isValid === true && signature.wasSignedByGitHub,
    })
  }
  return answered(commits)
}

/** Anybody can open pull requests with a commit: the one that counts may stand behind many others. */
async function readFurther(
  github: GitHub,
  oid: string,
  first: z.infer<typeof associatedAnswer>['pageInfo'],
): Promise<Answer<readonly AssociatedPullRequest[]>> {
  const { owner, name } = github.repository
  const found: AssociatedPullRequest[] = []
  let { hasNextPage, endCursor } = first
  for (let page = 0; hasNextPage; page += 1) {
    if (page === maxPages) {
      return unanswered({
        kind: 'partial',
        message: `too many pull requests have commit ${oid.slice(0, 12)}`,
      })
    }
    const variables = { owner, name, oid, after: endCursor }
    const read = await github.graphql(furtherPullRequestsQuery, variables, pageAnswer)
    if (!read.ok) return read
    const { nodes, pageInfo } = read.value.repository.object.associatedPullRequests
    found.push(...nodes)
    ;({ hasNextPage, endCursor } = pageInfo)
  }
  return answered(found)
}

function pullRequestsAnswer(count: number) {
  const said = orHole(discussionAnswer.nullable())
  const each = Array.from({ length: count }, (_, index) => [`n${index}`, said] as const)
  return z.object({
    repository: z.record(z.string(), reviewedPullRequestAnswer),
    discussions: orHole(z.object(Object.fromEntries(each)).nullable()),
  })
}

/**
 * Pull requests with their reviews and commits to the last page, in the numbers' order, and what was said on each, where GitHub
 * tells. A pull request that it does not have, or does not show, spoils the whole answer.
 */
export async function readPullRequests(
  github: GitHub,
  numbers: readonly number[],
): Promise<Answer<readonly ReviewedPullRequest[]>> {
  const { owner, name } = github.repository
  const whole: ReviewedPullRequest[] = []
  for (let from = 0; from < numbers.length; from += pullRequestsPerQuery) {
    const batch = numbers.slice(from, from + pullRequestsPerQuery)
    const variables = Object.fromEntries(batch.map((number, index) => [`v${index}`, number]))
    const read = await github.graphqlInParts(
      pullRequestsQuery(batch.length),
      { owner, name, ...variables },
      pullRequestsAnswer(batch.length),
    )
    if (!read.ok) return read
    const { repository, discussions } = read.value
    for (const [index, number] of batch.entries()) {
      const pull = repository[`n${index}`]
      if (pull === undefined) return unanswered({ kind: 'not-found', message: String(number) })
      const said = discussions === null || isHole(discussions) ? undefined : discussions[`n${index}`]
      const discussion = said === null || isHole(said) ? undefined : said
      const complete = await completePullRequest(github, pull)
      whole.push(discussion === undefined ? complete : { ...complete, discussion })
    }
  }
  return answered(whole)
}

const associatedFields = `pageInfo { hasNextPage endCursor } nodes { number merged baseRefName mergeCommit { oid } }`

export const furtherPullRequestsQuery = `query FurtherPullRequests($owner: String!, $name: String!, $oid: GitObjectID!, $after: String) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    object(oid: $oid) { ... on Commit { associatedPullRequests(first: 100, after: $after) { ${associatedFields} } } }
  }
}`

export function commitPullRequestsQuery(count: number): string {
  return `query CommitPullRequests($owner: String!, $name: String!, ${declare(count, 'GitObjectID!')}) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${repeat(count, (index) => `n${index}: object(oid: $v${index}) { ...Associated }`)}
  }
}
fragment Associated on Commit {
  oid
  signature { isValid wasSignedByGitHub }
  associatedPullRequests(first: 10) { ${associatedFields} }
}`
}

export function pullRequestsQuery(count: number): string {
  return `query PullRequests($owner: String!, $name: String!, ${declare(count, 'Int!')}) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${repeat(count, (index) => `n${index}: pullRequest(number: $v${index}) { ...ReviewedPullRequest }`)}
  }
  discussions: repository(owner: $owner, name: $name) {
    ${repeat(count, (index) => `n${index}: pullRequest(number: $v${index}) { number comments(last: ${commentsPerPullRequest}) { ...Comments } }`)}
  }
}
${reviewedPullRequestFragment}
${commentsFragment}`
}

function declare(count: number, type: string): string {
  return repeat(count, (index) => `$v${index}: ${type}`)
}

function repeat(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => line(index)).join('\n    ')
}

async function inBatches<T>(
  github: GitHub,
  values: readonly string[],
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
      if (item === undefined) return unanswered({ kind: 'not-found', message: batch[index] ?? '' })
      found.push(item)
    }
  }
  return answered(found)
}
