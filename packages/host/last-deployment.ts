import {
  type Deployment,
  type DeploymentStatus,
  describeProblem,
  type GitHub,
  listDeploymentStatuses,
  listDeployments,
  readDeployedChecks,
} from '@operator/github'
import { watchVerdictOf } from '@operator/report'
import { type DeploymentSources, isListedCreator, judgeOrigin } from './deployment-origin.ts'
import type { BaseHint } from './event-context.ts'

/** How many deployments back a healthy one is looked for. */
const depth = 20

/**
 * The base of a deployment is the last healthy deployment of this environment that counts, never the previous push: what was
 * pushed but not deployed ships too. Where none is recorded, everything ships for the first time. `before` names a commit that is
 * deployed already: then what counts is what was live before it.
 */
export async function lastDeployment(
  github: GitHub | undefined,
  environment: string,
  sources: DeploymentSources,
  before?: string,
): Promise<BaseHint> {
  const undetermined = (why: string, next?: string): BaseHint => ({
    kind: 'last-deployment',
    why,
    ...(next !== undefined && { next }),
  })
  if (github === undefined) return undetermined('There is no token.')
  const deployments = await listDeployments(github, environment, depth)
  if (!deployments.ok) return undetermined(describeProblem(deployments.problem))
  let doubt: string | undefined
  for (const deployment of olderThan(before, deployments.value.items)) {
    const statuses = await listDeploymentStatuses(github, deployment.id)
    if (!statuses.ok) return undetermined(describeProblem(statuses.problem))
    if (!isHealthy(statuses.value)) continue
    if (!isListedCreator(deployment, sources)) {
      const checks = await readDeployedChecks(github, deployment.sha)
      if (!checks.ok) return undetermined(describeProblem(checks.problem))
      const origin = judgeOrigin(deployment, statuses.value, checks.value, sources)
      if (!origin.counts) {
        doubt ??= `The deployment of ${deployment.sha.slice(0, 12)} does not count: ${origin.why}.`
        continue
      }
    }
    return {
      kind: 'commit',
      oid: deployment.sha,
      meaning: `the last healthy deployment to ${environment}`,
    }
  }
  if (doubt !== undefined) {
    return undetermined(
      doubt,
      `Deploy from a job on the default branch that names the environment, or list what deploys under environments.${environment}.deployments in the policy.`,
    )
  }
  return {
    kind: 'empty-tree',
    meaning: `the empty tree (no healthy deployment to ${environment} is recorded)`,
  }
}

/** It succeeded, and nothing said otherwise since. Where there is little traffic, the watch can say no more than that all else passed. */
function isHealthy(statuses: readonly DeploymentStatus[]): boolean {
  const [newest] = statuses
  if (newest === undefined || !statuses.some(({ state }) => state === 'success')) return false
  const said = watchVerdictOf({ ...newest, state: newest.state.toUpperCase() })
  return said === 'low-traffic' || (newest.state !== 'failure' && newest.state !== 'error')
}

/** Newest first; a commit that was deployed several times in a row is left out whole. */
function olderThan(commit: string | undefined, deployments: readonly Deployment[]): readonly Deployment[] {
  const at = deployments.findIndex(({ sha }) => sha === commit)
  return deployments.slice(Math.max(0, at)).filter(({ sha }) => sha !== commit)
}
