import {
  type Answer,
  answered,
  createDeployment,
  type Deployment,
  type GitHub,
  listDeployments,
  unanswered,
} from '@operator/github'

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
