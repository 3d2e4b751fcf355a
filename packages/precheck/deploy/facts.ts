import { z } from 'zod'
import { fact } from '../fact.ts'
import { lockFacts } from './lock.ts'

const actor = z.object({ login: z.string(), type: z.string() }).readonly()

/** The workflow run behind a deployment, as GitHub tells it. */
export const deploymentOrigin = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('run'),
      path: z.string(),
      event: z.string(),
      branch: z.string().nullable(),
      sha: z.string(),
      /** `job`: GitHub links the deployment to a job of the run; `log`: its status names the run. */
      by: z.enum(['job', 'log']),
    })
    .readonly(),
  z.object({ kind: z.literal('none'), message: z.string() }).readonly(),
])
export type DeploymentOrigin = z.infer<typeof deploymentOrigin>

export const deploymentFacts = z
  .object({
    id: z.number().int(),
    environment: z.string(),
    sha: z.string(),
    tree: z.string().optional(),
    createdAt: z.string(),
    creator: actor,
    /** Newest first. */
    statuses: z
      .array(
        z
          .object({
            state: z.string(),
            createdAt: z.string(),
            creator: actor,
            description: z.string().optional(),
          })
          .readonly(),
      )
      .readonly(),
    /** True when the run that this job belongs to made it. */
    ours: z.boolean(),
    /** Absent where nothing rests on it. */
    origin: deploymentOrigin.optional(),
    /** Whether the judged commit is an ancestor of this one; absent when the clone cannot tell. */
    descendsFromHead: z.boolean().optional(),
  })
  .readonly()
export type DeploymentFacts = z.infer<typeof deploymentFacts>

export const deploymentsFacts = z
  .object({ deployments: z.array(deploymentFacts).readonly(), complete: z.boolean() })
  .readonly()
export type DeploymentsFacts = z.infer<typeof deploymentsFacts>

export const deployFacts = z
  .object({
    /** Of the environment that is deployed to; absent where none is named. */
    target: fact(deploymentsFacts).optional(),
    /** Of the environment that comes before it. */
    before: fact(deploymentsFacts).optional(),
    /** Of any environment. */
    locks: fact(z.array(lockFacts).readonly()).optional(),
    /** Deployments that were rolled back and are not among those above; absent where nobody asks how long ago. */
    rollbacks: fact(z.array(deploymentFacts).readonly()).optional(),
  })
  .readonly()
export type DeployFacts = z.infer<typeof deployFacts>
