import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

/** When what is known of a pull request today came about; what has no time here is not known to have been there before. */
export interface ReportTimes {
  /** By the check's own address. ISO 8601; a check that has not begun or ended has no time for it. */
  readonly checks: ReadonlyMap<string, { readonly startedAt?: string; readonly completedAt?: string }>
  /** By context: when it was posted last. What it said before, GitHub lists no more. */
  readonly statuses: ReadonlyMap<string, string>
  /** Every opinion in the order in which they were given; the last 100. */
  readonly reviews: readonly {
    readonly author: string | undefined
    readonly state: string
    readonly submittedAt: string
    readonly commit: string | undefined
  }[]
  /** False when there are older reviews. */
  readonly completeReviews: boolean
}

export const reportTimesQuery = `query ReportTimes($owner: String!, $name: String!, $number: Int!, $oid: GitObjectID!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    pullRequest(number: $number) {
      reviews(last: 100, states: [APPROVED, CHANGES_REQUESTED, DISMISSED]) {
        pageInfo { hasPreviousPage }
        nodes { state submittedAt author { login } commit { oid } }
      }
    }
    object(oid: $oid) {
      ... on Commit {
        statusCheckRollup {
          contexts(first: 100) {
            nodes {
              __typename
              ... on CheckRun { permalink startedAt completedAt }
              ... on StatusContext { context createdAt }
            }
          }
        }
      }
    }
  }
}`

const time = z.iso.datetime().nullable()

const timesAnswer = z.object({
  repository: z.object({
    pullRequest: z.object({
      reviews: z.object({
        pageInfo: z.object({ hasPreviousPage: z.boolean() }),
        nodes: z.array(
          z.object({
            state: z.string(),
            submittedAt: time,
            author: z.object({ login: z.string() }).nullable(),
            commit: z.object({ oid: z.string() }).nullable(),
          }),
        ),
      }),
    }),
    object: z
      .object({
        statusCheckRollup: z
          .object({
            contexts: z.object({
              nodes: z.array(
                z.discriminatedUnion('__typename', [
                  z.object({
                    __typename: z.literal('CheckRun'),
                    permalink: z.string(),
                    startedAt: time,
                    completedAt: time,
                  }),
                  z.object({
                    __typename: z.literal('StatusContext'),
                    context: z.string(),
                    createdAt: z.iso.datetime(),
                  }),
                ]),
              ),
            }),
          })
          .nullable(),
      })
      .nullable(),
  }),
})

/** When reviews and checks came about. One GraphQL point. */
export async function readReportTimes(
  github: GitHub,
  { number, oid }: { readonly number: number; readonly oid: string },
): Promise<Answer<ReportTimes>> {
  const { owner, name } = github.repository
  const read = await github.graphql(reportTimesQuery, { owner, name, number, oid }, timesAnswer)
  if (!read.ok) return read
  const { pullRequest, object } = read.value.repository
  if (object === null) return unanswered({ kind: 'not-found', message: `commit ${oid}` })
  const checks = new Map<string, { startedAt?: string; completedAt?: string }>()
  const statuses = new Map<string, string>()
  for (const node of object.statusCheckRollup?.contexts.nodes ?? []) {
    if (node.__typename === 'StatusContext') {
      statuses.set(node.context, node.createdAt)
      continue
    }
    const { permalink, startedAt, completedAt } = node
    checks.set(permalink, {
      ...(startedAt !== null && { startedAt }),
      ...(completedAt !== null && { completedAt }),
    })
  }
  const { nodes, pageInfo } = pullRequest.reviews
  return answered({
    checks,
    statuses,
    reviews: nodes.flatMap(({ submittedAt, author, state, commit }) =>
      submittedAt === null ? [] : [{ author: author?.login, state, submittedAt, commit: commit?.oid }],
    ),
    completeReviews: !pageInfo.hasPreviousPage,
  })
}
