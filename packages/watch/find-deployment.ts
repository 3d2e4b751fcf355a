import {
  type Answer,
  answered,
  createDeployment,
  type Deployment,
  type DeploymentStatus,
  type GitHub,
  listDeploymentStatuses,
  listDeployments,
  unanswered,
} from '@operator/github'
import { watchVerdictOf } from '@operator/report'

export interface DeploymentWanted {
  readonly environment: string
  readonly service: string
  /** Undefined: whatever was deployed last. */
  readonly commit: string | undefined
  /** Id, where it was named. */
  readonly deployment: number | undefined
}

/** How many deployments back the one under watch is looked for. */
const depth = 30
/** Each one costs a request. */
const liveDepth = 5

/** The deployment under watch; undefined when none is recorded. */
export async function findDeployment(
  github: GitHub,
  { environment, commit, deployment }: DeploymentWanted,
): Promise<Answer<Deployment | undefined>> {
  const listed = await listDeployments(github, environment, depth)
  if (!listed.ok) return listed
  const { items } = listed.value
  if (deployment !== undefined) {
    const named = items.find(({ id }) => id === deployment)
    return named === undefined
      ? unanswered({
          kind: 'not-found',
          message: `deployment ${deployment} is not among the ${depth} newest to ${environment}`,
        })
      : answered(named)
  }
  return answered(commit === undefined ? items[0] : items.find(({ sha }) => sha === commit))
}

/**
 * The newest deployment that is recorded as live: not one that failed or was rolled back, nor one that still waits. Undefined when
 * none of the newest is.
 */
export async function findLiveDeployment(
  github: GitHub,
  environment: string,
): Promise<Answer<Deployment | undefined>> {
  const listed = await listDeployments(github, environment, liveDepth)
  if (!listed.ok) return listed
  for (const deployment of listed.value.items) {
    const statuses = await listDeploymentStatuses(github, deployment.id)
    if (!statuses.ok) return statuses
    const [newest] = statuses.value
    if (newest !== undefined && isLive(newest)) return answered(deployment)
  }
  return answered(undefined)
}

/** A watch that could not tell leaves an error behind, and the deployment where it is. */
function isLive({ state, description }: DeploymentStatus): boolean {
  const said = watchVerdictOf({ state: state.toUpperCase(), description })
  return state === 'success' || state === 'in_progress' || said === 'low-traffic' || said === 'inconclusive'
}

/** Records a deployment that whoever deployed did not record, so that its status has a place. */
export function recordDeployment(
  github: GitHub,
  { environment, service, commit }: DeploymentWanted & { readonly commit: string },
): Promise<Answer<Deployment>> {
  return createDeployment(github, {
    ref: commit,
    environment,
    description: 'Recorded by Operator for its watch',
    payload: JSON.stringify({ service }),
  })
}
