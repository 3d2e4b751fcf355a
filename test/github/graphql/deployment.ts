import { nodeId } from '../shapes/address.ts'
import type { Deployment, DeploymentStatus, Environment } from '../world/deployments.ts'
import { commitNode } from './commit.ts'
import { type ConnectionArguments, connection } from './connection.ts'
import type { Viewer } from './context.ts'
import { actorNode } from './person.ts'

/** GitHub's `Deployment`. */
export function deploymentNode(viewer: Viewer, deployment: Deployment) {
  const { world } = viewer
  const { payload } = deployment
  const latest = deployment.statuses.at(-1)
  return {
    __typename: 'Deployment',
    id: nodeId('Deployment', deployment.id),
    databaseId: deployment.id,
    environment: deployment.environment,
    originalEnvironment: deployment.environment,
    latestEnvironment: deployment.environment,
    description: deployment.description,
    task: deployment.task,
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
    createdAt: deployment.createdAt,
    updatedAt: deployment.updatedAt,
    commitOid: deployment.sha,
    commit: () => commitNode(viewer, deployment.sha),
    creator: () => actorNode(world, deployment.creator),
    state: stateOf(latest),
    latestStatus: () => (latest === undefined ? null : statusNode(viewer, latest)),
    statuses: (args: ConnectionArguments) =>
      connection(
        deployment.statuses.toReversed().map((status) => statusNode(viewer, status)),
        args,
      ),
  }
}

/** `DeploymentState` says ACTIVE where a status says success. */
function stateOf(latest: DeploymentStatus | undefined): string {
  if (latest === undefined) return 'PENDING'
  return latest.state === 'success' ? 'ACTIVE' : latest.state.toUpperCase()
}

function statusNode({ world }: Viewer, status: DeploymentStatus) {
  return {
    __typename: 'DeploymentStatus',
    id: nodeId('DeploymentStatus', status.id),
    state: status.state.toUpperCase(),
    description: status.description,
    environment: status.environment,
    createdAt: status.createdAt,
    updatedAt: status.createdAt,
    logUrl: status.logUrl === '' ? null : status.logUrl,
    environmentUrl: status.environmentUrl === '' ? null : status.environmentUrl,
    creator: actorNode(world, status.creator),
  }
}

/** GitHub's `Environment`. */
export function environmentNode(environment: Environment) {
  const rules = [
    ...(environment.reviewers.length > 0 ? [{ type: 'REQUIRED_REVIEWERS', timeout: 0 }] : []),
    ...(environment.waitMinutes > 0 ? [{ type: 'WAIT_TIMER', timeout: environment.waitMinutes }] : []),
    ...(environment.protectedBranchesOnly ? [{ type: 'BRANCH_POLICY', timeout: 0 }] : []),
  ].map((rule, index) => ({
    databaseId: environment.id * 10 + index,
    preventSelfReview: environment.preventsSelfReview,
    ...rule,
  }))
  return {
    __typename: 'Environment',
    id: nodeId('Environment', environment.id),
    databaseId: environment.id,
    name: environment.name,
    protectionRules: (args: ConnectionArguments) => connection(rules, args),
  }
}
