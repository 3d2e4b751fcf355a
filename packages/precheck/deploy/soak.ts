import type { DeploymentFacts } from './facts.ts'

/** How long a deployment ran: until now, or until something else took its place. */
export interface Soak {
  /** Milliseconds; NaN where a time cannot be read. */
  readonly ran: number
  /** When something else took its place. ISO 8601. */
  readonly end: string | undefined
}

/** `there` are the deployments to the same environment. */
export function measureSoak(
  deployment: DeploymentFacts,
  since: string,
  there: readonly DeploymentFacts[],
  now: Date,
): Soak {
  const end = endOf(deployment, there)
  const last = end === undefined ? now.getTime() : Math.min(now.getTime(), Date.parse(end))
  return { ran: last - Date.parse(since), end }
}

/** When it stopped running there: it was superseded, or something else was deployed over it. ISO 8601. */
function endOf(deployment: DeploymentFacts, there: readonly DeploymentFacts[]): string | undefined {
  const inactive = deployment.statuses.filter(({ state }) => state === 'INACTIVE')
  const over = there.filter(
    (other) =>
      other.createdAt > deployment.createdAt &&
      other.tree !== deployment.tree &&
      other.statuses.some(({ state }) => state === 'SUCCESS'),
  )
  return [...inactive, ...over].map(({ createdAt }) => createdAt).sort()[0]
}

export function inMinutes(milliseconds: number): string {
  return Number.isFinite(milliseconds)
    ? `${Math.max(0, Math.floor(milliseconds / 60_000))} min`
    : 'an unknown time'
}
