import { z } from 'zod'
import { type Answer, answered } from './answer.ts'
import type { GitHub } from './client.ts'
import { cutDescription } from './cut-description.ts'

const deployment = z.object({
  id: z.number().int(),
  sha: z.string(),
  ref: z.string(),
  environment: z.string(),
  created_at: z.string(),
  creator: z.object({ login: z.string(), type: z.string() }).nullable(),
  payload: z.unknown(),
})

const deploymentState = z.enum([
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
])
export type DeploymentState = z.infer<typeof deploymentState>

const deploymentStatus = z.object({
  id: z.number().int(),
  state: deploymentState,
  description: z.string(),
  created_at: z.string(),
  log_url: z.string(),
  creator: z.object({ login: z.string(), type: z.string() }).nullable(),
})

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly environment: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly creator: { readonly login: string; readonly type: string } | null
  readonly payload: unknown
}

export interface DeploymentStatus {
  readonly state: DeploymentState
  readonly description: string
  /** ISO 8601. */
  readonly createdAt: string
  readonly logUrl: string
  readonly creator: { readonly login: string; readonly type: string } | null
}

/** The environment's deployments, newest first. Environment names are compared by GitHub without case. */
export async function listDeployments(
  github: GitHub,
  environment: string,
  max = 30,
): Promise<Answer<{ readonly items: readonly Deployment[]; readonly complete: boolean }>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/deployments',
    { environment, per_page: Math.min(max, 100) },
    deployment,
    { max },
  )
  if (!listed.ok) return listed
  return answered({ items: listed.value.items.map(toDeployment), complete: listed.value.complete })
}

/** A deployment's statuses, newest first. */
export async function listDeploymentStatuses(
  github: GitHub,
  id: number,
): Promise<Answer<readonly DeploymentStatus[]>> {
  const listed = await github.paginate(
    'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    { deployment_id: id },
    deploymentStatus,
  )
  if (!listed.ok) return listed
  return answered(
    listed.value.items.map((status) => ({
      state: status.state,
      description: status.description,
      createdAt: status.created_at,
      logUrl: status.log_url,
      creator: status.creator,
    })),
  )
}

/** Records a deployment. `auto_merge` would merge the base into the ref, `required_contexts` would refuse: neither is asked for. */
export async function createDeployment(
  github: GitHub,
  request: {
    readonly ref: string
    readonly environment: string
    readonly description: string
    readonly payload: string
  },
): Promise<Answer<Deployment>> {
  const created = await github.rest(
    'POST /repos/{owner}/{repo}/deployments',
    { ...request, auto_merge: false, required_contexts: [] },
    deployment,
  )
  return created.ok ? answered(toDeployment(created.value)) : created
}

export interface NewDeploymentStatus {
  readonly deployment: number
  readonly state: DeploymentState
  readonly description: string
  readonly logUrl?: string
  readonly environmentUrl?: string
}

/** Appends a status to a deployment; the description is cut at GitHub's 140 characters. */
export async function createDeploymentStatus(
  github: GitHub,
  status: NewDeploymentStatus,
): Promise<Answer<DeploymentState>> {
  const created = await github.rest(
    'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    {
      deployment_id: status.deployment,
      state: status.state,
      description: cutDescription(status.description),
      auto_inactive: false,
      ...(status.logUrl !== undefined && { log_url: status.logUrl }),
      ...(status.environmentUrl !== undefined && { environment_url: status.environmentUrl }),
    },
    deploymentStatus,
  )
  return created.ok ? answered(created.value.state) : created
}

function toDeployment(raw: z.infer<typeof deployment>): Deployment {
  const { id, sha, ref, environment, created_at: createdAt, creator, payload } = raw
  return { id, sha, ref, environment, createdAt, creator, payload }
}
