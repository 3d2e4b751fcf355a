import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

/** A comment on an issue or a pull request. */
export interface DiscussionComment {
  readonly url: string
  readonly body: string
  /** Undefined when GitHub no longer has the account. */
  readonly author: { readonly login: string; readonly type: string; readonly id?: number } | undefined
  /** Whether GitHub shows the author as one of the repository's own. Only a hint: it hides members whose membership is private. */
  readonly belongs: boolean
  /** Anybody who may write can edit another one's comment: it then no longer says who wrote it. */
  readonly edited: boolean
}

export interface Discussion {
  readonly number: number
  /** The newest, oldest first. */
  readonly comments: readonly DiscussionComment[]
  /** False when there are older ones. */
  readonly complete: boolean
}

/** So many comments are read of one discussion, the newest. */
export const discussionLength = 100
/** Discussions asked in one query, one connection each: one point by GitHub's count. */
const discussionsPerQuery = 50

/** One connection. */
export const commentsFragment = `fragment Comments on IssueCommentConnection {
  pageInfo { hasPreviousPage }
  nodes { url body lastEditedAt authorAssociation author { __typename login ... on User { databaseId } ... on Bot { databaseId } } }
}`

export function discussionsQuery(count: number): string {
  const repeat = (line: (index: number) => string) => Array.from({ length: count }, (_, index) => line(index))
  return `query Discussions($owner: String!, $name: String!, ${repeat((index) => `$v${index}: Int!`).join(', ')}) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    ${repeat((index) => `n${index}: issueOrPullRequest(number: $v${index}) { ...Discussion }`).join('\n    ')}
  }
}
fragment Discussion on IssueOrPullRequest {
  ... on Issue { number comments(last: ${discussionLength}) { ...Comments } }
  ... on PullRequest { number comments(last: ${discussionLength}) { ...Comments } }
}
${commentsFragment}`
}

const author = z
  .object({ __typename: z.string(), login: z.string(), databaseId: z.number().int().nullish() })
  .transform(({ __typename: type, login, databaseId }) => ({
    login,
    type,
    ...(typeof databaseId === 'number' && { id: databaseId }),
  }))
  .nullable()

/** The answer to `number comments(last: …) { ...Comments }`. */
export const discussionAnswer = z
  .object({
    number: z.number().int(),
    comments: z.object({
      pageInfo: z.object({ hasPreviousPage: z.boolean() }),
      nodes: z.array(
        z.object({
          url: z.string(),
          body: z.string(),
          lastEditedAt: z.string().nullable(),
          authorAssociation: z.string(),
          author,
        }),
      ),
    }),
  })
  .transform(
    ({ number, comments: { pageInfo, nodes } }): Discussion => ({
      number,
      complete: !pageInfo.hasPreviousPage,
      comments: nodes.map(({ url, body, lastEditedAt, authorAssociation, author }) => ({
        url,
        body,
        author: author ?? undefined,
        belongs: ['OWNER', 'MEMBER', 'COLLABORATOR'].includes(authorAssociation),
        edited: lastEditedAt !== null,
      })),
    }),
  )

const answer = z.object({ repository: z.record(z.string(), discussionAnswer) })

/** The newest comments on issues and pull requests, in the numbers' order. */
export async function readDiscussions(
  github: GitHub,
  numbers: readonly number[],
): Promise<Answer<readonly Discussion[]>> {
  const { owner, name } = github.repository
  const found: Discussion[] = []
  for (let from = 0; from < numbers.length; from += discussionsPerQuery) {
    const batch = numbers.slice(from, from + discussionsPerQuery)
    const variables = Object.fromEntries(batch.map((number, index) => [`v${index}`, number]))
    const read = await github.graphql(discussionsQuery(batch.length), { owner, name, ...variables }, answer)
    if (!read.ok) return read
    for (const [index, number] of batch.entries()) {
      const one = read.value.repository[`n${index}`]
      if (one?.number !== number)
        return unanswered({ kind: 'invalid', message: `the answer lacks #${number}` })
      found.push(one)
    }
  }
  return answered(found)
}
