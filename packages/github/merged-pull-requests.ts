import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'

export interface MergedPullRequest {
  readonly number: number
  readonly title: string
  readonly url: string
  /** ISO 8601. */
  readonly mergedAt: string
  /** The commit that the merge put on the branch; undefined when GitHub no longer tells. */
  readonly mergeCommit: string | undefined
  readonly head: string
  /** Titles of its commits, oldest first; the first 100. */
  readonly commitTitles: readonly string[]
}

/** More than this is not paged through to find the newest merges. Pages of 50. */
const maxPages = 40

export const mergedPullRequestsQuery = `query MergedPullRequests($owner: String!, $name: String!, $branch: String!, $after: String) {
  rateLimit { cost }
  repository(owner: $owner, name: $name) {
    pullRequests(states: MERGED, baseRefName: $branch, first: 50, after: $after, orderBy: { field: UPDATED_AT, direction: DESC }) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number title url updatedAt mergedAt headRefOid mergeCommit { oid }
        commits(first: 100) { nodes { commit { messageHeadline } } }
      }
    }
  }
}`

const pageAnswer = z.object({
  repository: z.object({
    pullRequests: z.object({
      pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }),
      nodes: z.array(
        z.object({
          number: z.number().int(),
          title: z.string(),
          url: z.string(),
          updatedAt: z.iso.datetime(),
          mergedAt: z.iso.datetime(),
          headRefOid: z.string(),
          mergeCommit: z.object({ oid: z.string() }).nullable(),
          commits: z.object({
            nodes: z.array(z.object({ commit: z.object({ messageHeadline: z.string() }) })),
          }),
        }),
      ),
    }),
  }),
})

/**
 * The pull requests that were merged into a branch last, the newest merge first. GitHub cannot sort by the merge, but nothing is
 * merged after its last update: once the last update listed is older than the merges found, no newer merge can follow.
 */
export async function listMergedPullRequests(
  github: GitHub,
  branch: string,
  count: number,
): Promise<Answer<{ readonly pullRequests: readonly MergedPullRequest[]; readonly complete: boolean }>> {
  const { owner, name } = github.repository
  const found = new Map<number, MergedPullRequest>()
  let after: string | null = null
  for (let page = 0; page < maxPages; page += 1) {
    const read: Answer<z.infer<typeof pageAnswer>> = await github.graphql(
      mergedPullRequestsQuery,
      { owner, name, branch, after },
      pageAnswer,
    )
    if (!read.ok) return read
    const { nodes, pageInfo }: Listed = read.value.repository.pullRequests
    for (const node of nodes) found.set(node.number, toMerged(node))
    const newest = newestFirst([...found.values()]).slice(0, count)
    const [oldest, lastUpdate] = [newest[count - 1]?.mergedAt, nodes.at(-1)?.updatedAt]
    const isSettled = oldest !== undefined && lastUpdate !== undefined && lastUpdate <= oldest
    if (isSettled || !pageInfo.hasNextPage) return answered({ pullRequests: newest, complete: true })
    after = pageInfo.endCursor
  }
  return answered({ pullRequests: newestFirst([...found.values()]).slice(0, count), complete: false })
}

type Listed = z.infer<typeof pageAnswer>['repository']['pullRequests']

function toMerged(node: Listed['nodes'][number]): MergedPullRequest {
  return {
    number: node.number,
    title: node.title,
    url: node.url,
    mergedAt: node.mergedAt,
    mergeCommit: node.mergeCommit?.oid,
    head: node.headRefOid,
    commitTitles: node.commits.nodes.map(({ commit }) => commit.messageHeadline),
  }
}

function newestFirst(pulls: readonly MergedPullRequest[]): MergedPullRequest[] {
  return [...pulls].sort((a, b) => Date.parse(b.mergedAt) - Date.parse(a.mergedAt) || b.number - a.number)
}
