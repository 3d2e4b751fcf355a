import { z } from 'zod'

/** A deployment with what became of it, newest status first. */
export interface RecordedDeployment {
  readonly id: number
  readonly environment: string
  readonly sha: string
  readonly tree: string | undefined
  /** ISO 8601. */
  readonly createdAt: string
  readonly creator: { readonly login: string; readonly type: string }
  readonly statuses: readonly RecordedStatus[]
}

export interface RecordedStatus {
  /** `SUCCESS`, `FAILURE`, `IN_PROGRESS`, `INACTIVE` (superseded), … */
  readonly state: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly logUrl: string
  readonly description: string
  readonly creator: { readonly login: string; readonly type: string }
}

export interface DeploymentHistory {
  /** Newest first. */
  readonly deployments: readonly RecordedDeployment[]
  /** False when there are older ones that were not read. */
  readonly complete: boolean
}

/** 20 deployments with 10 statuses each: about 21 requests by GitHub's count. */
export const deploymentHistoryFragment = `fragment DeploymentHistory on DeploymentConnection {
  pageInfo { hasNextPage }
  nodes {
    databaseId environment createdAt commitOid commit { tree { oid } } creator { __typename login }
    statuses(first: 10) { nodes { state createdAt logUrl description creator { __typename login } } }
  }
}`

const actor = z
  .object({ __typename: z.string(), login: z.string() })
  .transform(({ __typename: type, login }) => ({ login, type }))
const list = <T extends z.ZodType>(item: T) =>
  z.object({ nodes: z.array(item).nullable() }).transform(({ nodes }) => nodes ?? [])

/** The answer to {@link deploymentHistoryFragment}. */
export const deploymentHistoryAnswer = z
  .object({
    pageInfo: z.object({ hasNextPage: z.boolean() }),
    nodes: z.array(
      z.object({
        databaseId: z.number().int(),
        environment: z
          .string()
          .nullable()
          .transform((name) => name ?? ''),
        createdAt: z.string(),
        commitOid: z.string(),
        commit: z.object({ tree: z.object({ oid: z.string() }) }).nullable(),
        creator: actor,
        statuses: list(
          z.object({
            state: z.string(),
            createdAt: z.string(),
            logUrl: z.string().nullable(),
            description: z.string().nullable(),
            creator: actor,
          }),
        ),
      }),
    ),
  })
  .transform(
    ({ pageInfo, nodes }): DeploymentHistory => ({
      complete: !pageInfo.hasNextPage,
      deployments: nodes.map((node) => ({
        id: node.databaseId,
        environment: node.environment,
        sha: node.commitOid,
        tree: node.commit?.tree.oid,
        createdAt: node.createdAt,
        creator: node.creator,
        statuses: node.statuses
          .map((status) => ({
            ...status,
            logUrl: status.logUrl ?? '',
            description: status.description ?? '',
          }))
          .sort((a, b) => b.createdAt.localeCompare(a.createdAt)),
      })),
    }),
  )
