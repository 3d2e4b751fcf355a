import { watchVerdictOf } from '@operator/report'
import type { PrecheckSnapshot } from '../snapshot.ts'

/**
 * True where Operator has left no trace yet: the branch has neither its policy nor a workflow that runs it, and none of its
 * statuses stands on this commit or on a deployment that was read.
 */
export function isFirstUse({ ci, deploy }: PrecheckSnapshot, hasPolicy: boolean): boolean {
  if (hasPolicy) return false
  const runsHere = ci.trusted.workflows.some(({ jobs }) => jobs.some(({ runsOperator }) => runsOperator))
  const isMarked =
    ci.checks.known && ci.checks.value.statuses.some(({ context }) => context.startsWith('operator/'))
  const deployments = [deploy.target, deploy.before].flatMap((fact) =>
    fact?.known ? fact.value.deployments : [],
  )
  const isWatched = deployments.some(({ statuses }) =>
    statuses.some((status) => watchVerdictOf(status) !== undefined),
  )
  return !runsHere && !isMarked && !isWatched
}
