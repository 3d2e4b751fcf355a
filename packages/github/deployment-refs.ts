import { z } from 'zod'
import { isHole, orHole } from './holes.ts'

/** A branch by which github/branch-deploy locks an environment, or every one. */
export interface LockBranch {
  /** `production-branch-deploy-lock`, `global-branch-deploy-lock`. */
  readonly name: string
  /** Its `lock.json`; undefined when it has none that can be read whole. */
  readonly text: string | undefined
}

/** Branches that lock environments, and refs that say which deployments were rolled back. */
export interface DeploymentRefs {
  readonly locks: readonly LockBranch[]
  /** Ids of deployments that a watch began to roll back; of very many only some. */
  readonly rolledBack: readonly number[]
  /** False when there are more locks than were read. */
  readonly complete: boolean
}

/** Two lists of refs: two requests by GitHub's count. The filter finds `branch-deploy-lock` anywhere in a name. */
export const deploymentRefsFragment = `fragment DeploymentRefs on Repository {
  locks: refs(refPrefix: "refs/heads/", query: "branch-deploy-lock", first: 20) {
    pageInfo { hasNextPage }
    nodes { name target { ... on Commit { file(path: "lock.json") { object { ... on Blob { text isTruncated } } } } } }
  }
  rollbacks: refs(refPrefix: "refs/operator/rollback/", last: 100) { nodes { name } }
}`

const pageInfo = z.object({ hasNextPage: z.boolean() })

const blob = z.object({ text: z.string().nullable(), isTruncated: z.boolean() })
/** What is no blob answers with nothing. */
const other = z.strictObject({})
const file = z.object({ object: orHole(z.union([blob, other]).nullable()) })
const target = orHole(z.object({ file: orHole(file.nullable()) }).nullable())

const lockBranch = z
  .object({ name: z.string(), target })
  .transform(({ name, target: commit }): LockBranch => {
    const object =
      commit === null || isHole(commit) || commit.file === null || isHole(commit.file)
        ? null
        : commit.file.object
    const text =
      object !== null && 'text' in object && !object.isTruncated ? (object.text ?? undefined) : undefined
    return { name, text }
  })

/** The answers to {@link deploymentRefsFragment}. */
export const locksAnswer = z.object({ pageInfo, nodes: z.array(lockBranch) })
export const rollbacksAnswer = z.object({ nodes: z.array(z.object({ name: z.string() })) })

export function toDeploymentRefs(
  locks: z.infer<typeof locksAnswer>,
  rollbacks: z.infer<typeof rollbacksAnswer>,
): DeploymentRefs {
  return {
    locks: locks.nodes.filter(({ name }) => /-branch-deploy-lock$/i.test(name)),
    rolledBack: rollbacks.nodes.flatMap(({ name }) => (/^\d{1,15}$/.test(name) ? [Number(name)] : [])),
    complete: !locks.pageInfo.hasNextPage,
  }
}
