import { describeProblem, type GitHub, listDeploymentStatuses, listDeployments } from '@operator/github'
import type { BaseHint } from './event-context.ts'

/** How many deployments back a healthy one is looked for. */
const depth = 20

/**
 * The base of a deployment is the last healthy deployment of this environment, never the previous push:
 * what was pushed but not deployed ships too. Where none is recorded, everything ships for the first time.
 */
export async function lastDeployment(github: GitHub | undefined, environment: string): Promise<BaseHint> {
  if (github === undefined) return { kind: 'last-deployment', why: 'There is no token.' }
  const deployments = await listDeployments(github, environment, depth)
  if (!deployments.ok) return { kind: 'last-deployment', why: describeProblem(deployments.problem) }
  for (const deployment of deployments.value.items) {
    const statuses = await listDeploymentStatuses(github, deployment.id)
    if (!statuses.ok) return { kind: 'last-deployment', why: describeProblem(statuses.problem) }
    const states = statuses.value.map((status) => status.state)
    const succeeded = states.includes('success')
    const failedSince = states[0] === 'failure' || states[0] === 'error'
    if (succeeded && !failedSince) {
      return {
        kind: 'commit',
        oid: deployment.sha,
        meaning: `the last healthy deployment to ${environment}`,
      }
    }
  }
  return {
    kind: 'empty-tree',
    meaning: `the empty tree (no healthy deployment to ${environment} is recorded)`,
  }
}
