import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

export interface QueuedPullRequest {
  readonly number: number
  /** The commit that merging this entry would put on the branch; undefined while it is being made. */
  readonly commit: string | undefined
}

export const mergeQueueQuery = `query MergeQueue($owner: String!, $name: String!, $branch: String!) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100) { pageInfo { hasNextPage } nodes { headCommit { oid } pullRequest { number } } }
    }
  }
}`

const answer = z.object({
  repository: z.object({
    mergeQueue: z
      .object({
        entries: z.object({
          pageInfo: z.object({ hasNextPage: z.boolean() }),
          nodes: z.array(
            z.object({
              headCommit: z.object({ oid: z.string() }).nullable(),
              pullRequest: z.object({ number: z.number().int() }).nullable(),
            }),
          ),
        }),
      })
      .nullable(),
  }),
})

/** Which pull requests wait in the branch's merge queue, the first 100. */
export async function readMergeQueue(
  github: GitHub,
  branch: string,
): Promise<Answer<readonly QueuedPullRequest[]>> {
  const { owner, name } = github.repository
  const read = await github.graphql(mergeQueueQuery, { owner, name, branch }, answer)
  if (!read.ok) return read
  const nodes = read.value.repository.mergeQueue?.entries.nodes ?? []
  return answered(
    nodes.flatMap(({ headCommit, pullRequest }) =>
      pullRequest === null ? [] : [{ number: pullRequest.number, commit: headCommit?.oid }],
    ),
  )
}
