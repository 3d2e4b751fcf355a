import { z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub } from './client.ts'

export interface QueuedPullRequest {
  readonly number: number
  /** The commit that merging this entry would put on the branch; undefined while it is being made. */
  readonly commit: string | undefined
  /** What that commit was made on: the entry before it, or the branch. */
  readonly base: string | undefined
}

/** A queue longer than this is not read to its end. Pages of 100. */
const maxPages = 10

export const mergeQueueQuery = `query MergeQueue($owner: String!, $name: String!, $branch: String!, $after: String) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    mergeQueue(branch: $branch) {
      entries(first: 100, after: $after) {
        pageInfo { hasNextPage endCursor } nodes { headCommit { oid } baseCommit { oid } pullRequest { number } }
      }
    }
  }
}`

const answer = z.object({
  repository: z.object({
    mergeQueue: z
      .object({
        entries: z.object({
          pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
          nodes: z.array(
            z.object({
              headCommit: z.object({ oid: z.string() }).nullable(),
              baseCommit: z.object({ oid: z.string() }).nullable(),
              pullRequest: z.object({ number: z.number().int() }).nullable(),
            }),
          ),
        }),
      })
      .nullable(),
  }),
})

/** Which pull requests wait in the branch's merge queue, to the last page. One GraphQL point per page of 100. */
export async function readMergeQueue(
  github: GitHub,
  branch: string,
): Promise<Answer<readonly QueuedPullRequest[]>> {
  const queued: QueuedPullRequest[] = []
  let after: string | null = null
  for (let page = 0; page < maxPages; page += 1) {
    const read = await readPage(github, branch, after)
    if (!read.ok) return read
    const { entries } = read.value
    for (const { headCommit, baseCommit, pullRequest } of entries?.nodes ?? []) {
      if (pullRequest === null) continue
      queued.push({ number: pullRequest.number, commit: headCommit?.oid, base: baseCommit?.oid })
    }
    if (entries?.pageInfo.hasNextPage !== true) return answered(queued)
    after = entries.pageInfo.endCursor
  }
  return unanswered({ kind: 'partial', message: `the merge queue has more than ${maxPages * 100} entries` })
}

type Entries = NonNullable<z.infer<typeof answer>['repository']['mergeQueue']>['entries']

async function readPage(
  github: GitHub,
  branch: string,
  after: string | null,
): Promise<Answer<{ readonly entries: Entries | undefined }>> {
  const { owner, name } = github.repository
  const read = await github.graphql(mergeQueueQuery, { owner, name, branch, after }, answer)
  return read.ok ? answered({ entries: read.value.repository.mergeQueue?.entries }) : read
}
