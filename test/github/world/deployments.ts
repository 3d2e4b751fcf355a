import { personOf } from './people.ts'
import { commitOf, timestamp, type World } from './world.ts'

export type DeploymentState =
  | 'error'
  | 'failure'
  | 'inactive'
  | 'in_progress'
  | 'queued'
  | 'pending'
  | 'success'
  | 'waiting'

export interface DeploymentStatus {
  readonly id: number
  readonly state: DeploymentState
  readonly description: string
  readonly environment: string
  readonly logUrl: string
  readonly environmentUrl: string
  readonly creator: string
  readonly app: string | null
  readonly createdAt: string
}

export interface Deployment {
  readonly id: number
  readonly sha: string
  readonly ref: string
  readonly task: string
  readonly environment: string
  readonly description: string | null
  readonly payload: Readonly<Record<string, unknown>> | string
  readonly isProduction: boolean
  readonly isTransient: boolean
  readonly creator: string
  readonly app: string | null
  readonly createdAt: string
  updatedAt: string
  /** Oldest first. */
  readonly statuses: DeploymentStatus[]
}

export interface Environment {
  readonly id: number
  readonly name: string
  /** Logins that may approve; one of them is enough. */
  readonly reviewers: readonly string[]
  readonly waitMinutes: number
  readonly preventsSelfReview: boolean
  readonly protectedBranchesOnly: boolean
  readonly createdAt: string
}

export interface NewDeploymentStatus {
  readonly state: DeploymentState
  readonly description?: string
  readonly logUrl?: string
  readonly environmentUrl?: string
  readonly creator?: string
  readonly createdAt?: string
}

export interface NewDeployment {
  /** Sha or ref that is deployed. */
  readonly ref: string
  readonly environment: string
  readonly description?: string
  readonly payload?: Readonly<Record<string, unknown>> | string
  readonly task?: string
  readonly isProduction?: boolean
  readonly isTransient?: boolean
  readonly creator?: string
  readonly app?: string
  readonly createdAt?: string
  /** Oldest first; a state alone is short for a status. */
  readonly statuses?: readonly (NewDeploymentStatus | DeploymentState)[]
}

const bot = 'github-actions[bot]'

export function addDeployment(world: World, deployment: NewDeployment): Deployment {
  const createdAt = timestamp(world, deployment.createdAt)
  const creator = personOf(world, deployment.creator ?? bot).login
  if (environmentOf(world, deployment.environment) === undefined)
    addEnvironment(world, { name: deployment.environment })
  const added: Deployment = {
    id: world.nextId(),
    sha: commitOf(world, deployment.ref),
    ref: deployment.ref,
    task: deployment.task ?? 'deploy',
    environment: deployment.environment,
    description: deployment.description ?? null,
    payload: deployment.payload ?? {},
    isProduction: deployment.isProduction ?? deployment.environment === 'production',
    isTransient: deployment.isTransient ?? false,
    creator,
    app: deployment.app ?? (creator.endsWith('[bot]') ? creator.slice(0, -'[bot]'.length) : null),
    createdAt,
    updatedAt: createdAt,
    statuses: [],
  }
  world.deployments.push(added)
  for (const status of deployment.statuses ?? []) {
    addDeploymentStatus(world, added, typeof status === 'string' ? { state: status, createdAt } : status)
  }
  return added
}

export function addDeploymentStatus(
  world: World,
  deployment: Deployment,
  status: NewDeploymentStatus,
): DeploymentStatus {
  const creator = personOf(world, status.creator ?? deployment.creator).login
  const added: DeploymentStatus = {
    id: world.nextId(),
    state: status.state,
    description: status.description ?? '',
    environment: deployment.environment,
    logUrl: status.logUrl ?? '',
    environmentUrl: status.environmentUrl ?? '',
    creator,
    app: creator.endsWith('[bot]') ? creator.slice(0, -'[bot]'.length) : null,
    createdAt: timestamp(world, status.createdAt),
  }
  deployment.statuses.push(added)
  deployment.updatedAt = added.createdAt
  return added
}

export function addEnvironment(
  world: World,
  environment: {
    readonly name: string
    readonly reviewers?: readonly string[]
    readonly waitMinutes?: number
    readonly preventsSelfReview?: boolean
    readonly protectedBranchesOnly?: boolean
    readonly createdAt?: string
  },
): Environment {
  const added: Environment = {
    id: world.nextId(),
    name: environment.name,
    reviewers: environment.reviewers ?? [],
    waitMinutes: environment.waitMinutes ?? 0,
    preventsSelfReview: environment.preventsSelfReview ?? false,
    protectedBranchesOnly: environment.protectedBranchesOnly ?? false,
    createdAt: timestamp(world, environment.createdAt),
  }
  world.environments.push(added)
  return added
}

/** Environment names are compared without case. */
export function environmentOf(world: World, name: string): Environment | undefined {
  return world.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase())
}
