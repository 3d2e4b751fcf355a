import type { Deployment, DeploymentStatus, Environment } from '../world/deployments.ts'
import type { World } from '../world/world.ts'
import { api, html, nodeId } from './address.ts'
import { appShape, personShape } from './person.ts'

/** GitHub's `deployment`. */
export function deploymentShape(world: World, deployment: Deployment) {
  const url = api(world, `/deployments/${deployment.id}`)
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    sha: deployment.sha,
    ref: deployment.ref,
    task: deployment.task,
    payload: deployment.payload,
    original_environment: deployment.environment,
    environment: deployment.environment,
    description: deployment.description,
    creator: personShape(world, deployment.creator),
    created_at: deployment.createdAt,
    updated_at: deployment.updatedAt,
    statuses_url: `${url}/statuses`,
    repository_url: api(world),
    transient_environment: deployment.isTransient,
    production_environment: deployment.isProduction,
    performed_via_github_app: deployment.app === null ? null : appShape(world, deployment.app),
  }
}

/** GitHub's `deployment-status`. */
export function deploymentStatusShape(world: World, deployment: Deployment, status: DeploymentStatus) {
  const url = api(world, `/deployments/${deployment.id}`)
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: personShape(world, status.creator),
    description: status.description,
    environment: status.environment,
    target_url: status.logUrl,
    created_at: status.createdAt,
    updated_at: status.createdAt,
    deployment_url: url,
    repository_url: api(world),
    environment_url: status.environmentUrl,
    log_url: status.logUrl,
    performed_via_github_app: status.app === null ? null : appShape(world, status.app),
  }
}

/** GitHub's `environment`. */
export function environmentShape(world: World, environment: Environment) {
  const rule = (index: number) => ({
    id: environment.id * 10 + index,
    node_id: nodeId('Gate', environment.id * 10 + index),
  })
  return {
    ...plainEnvironmentShape(world, environment),
    protection_rules: [
      ...(environment.waitMinutes > 0
        ? [{ ...rule(1), type: 'wait_timer', wait_timer: environment.waitMinutes }]
        : []),
      ...(environment.reviewers.length > 0
        ? [
            {
              ...rule(2),
              type: 'required_reviewers',
              prevent_self_review: environment.preventsSelfReview,
              reviewers: environment.reviewers.map((login) => ({
                type: 'User',
                reviewer: personShape(world, login),
              })),
            },
          ]
        : []),
      ...(environment.protectedBranchesOnly ? [{ ...rule(3), type: 'branch_policy' }] : []),
    ],
    deployment_branch_policy: environment.protectedBranchesOnly
      ? { protected_branches: true, custom_branch_policies: false }
      : null,
  }
}

/** An environment beside an approval. */
export function plainEnvironmentShape(world: World, environment: Environment) {
  return {
    id: environment.id,
    node_id: nodeId('Environment', environment.id),
    name: environment.name,
    url: api(world, `/environments/${encodeURIComponent(environment.name)}`),
    html_url: html(
      world,
      `/deployments/activity_log?environments_filter=${encodeURIComponent(environment.name)}`,
    ),
    created_at: environment.createdAt,
    updated_at: environment.createdAt,
  }
}
