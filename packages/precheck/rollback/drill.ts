import { provenRollbackIn, watchVerdictOf } from '@operator/report'
import type { DeployFacts, DeploymentFacts } from '../deploy/facts.ts'
import { believedStatuses, lastWatchVerdict } from '../deploy/health.ts'

/** A rollback that is known to have worked. */
export interface Drill {
  /** ISO 8601. */
  readonly at: string
  /** What was done, in words. */
  readonly fact: string
}

/** The newest proven rollback, in the environment or the one before it; undefined when none is among what was read. */
export function findLastDrill({ target, before, rollbacks }: DeployFacts): Drill | undefined {
  const histories = [target, before].flatMap((history) => (history?.known ? [history.value.deployments] : []))
  const drills = [
    ...histories.flatMap((deployments) => deployments.flatMap(provenByWatch)),
    ...histories.flatMap(wentBack),
    ...(rollbacks?.known ? rollbacks.value.flatMap(provenByWatch) : []),
  ]
  return drills
    .filter(({ at }) => !Number.isNaN(Date.parse(at)))
    .toSorted((a, b) => b.at.localeCompare(a.at))[0]
}

/** The watch rolled it back, and proved that it worked. */
function provenByWatch(deployment: DeploymentFacts): Drill[] {
  return believedStatuses(deployment).flatMap((status) => {
    const to = provenRollbackIn(status)
    if (to === undefined) return []
    const where = deployment.environment === '' ? '' : ` in ${deployment.environment}`
    const fact = `${deployment.sha.slice(0, 12)} was rolled back to ${to}${where} (deployment ${deployment.id}), proven by post-deploy-watch`
    return [{ at: status.createdAt, fact }]
  })
}

/** A commit that was live before something else, was deployed again, and watched: somebody went back. Newest first. */
function wentBack(deployments: readonly DeploymentFacts[]): Drill[] {
  return deployments.flatMap((again, index) => {
    const verdict = lastWatchVerdict(again)
    if (verdict !== 'healthy' && verdict !== 'low-traffic') return []
    const older = deployments.slice(index + 1).filter(({ environment }) => environment === again.environment)
    const former = older.findIndex(({ sha }) => sha === again.sha)
    const between = older.slice(0, Math.max(0, former)).filter(({ sha }) => sha !== again.sha)
    const status = believedStatuses(again).find((one) => watchVerdictOf(one) === verdict)
    if (between.length === 0 || status === undefined) return []
    const from = between[0]?.sha.slice(0, 12) ?? ''
    const fact = `${again.environment} went back from ${from} to ${again.sha.slice(0, 12)} (deployment ${again.id}), watched afterwards`
    return [{ at: status.createdAt, fact }]
  })
}
