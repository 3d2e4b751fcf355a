import { type WatchVerdict, watchVerdictOf } from '@operator/report'
import type { DeploymentFacts } from './facts.ts'

type Status = DeploymentFacts['statuses'][number]

/** Only who recorded the deployment, or the watch in the same repository's workflows, may say how it went. */
function isBelievable({ creator }: DeploymentFacts, by: { readonly login: string }): boolean {
  const bare = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '')
  return bare(by.login) === bare(creator.login) || bare(by.login) === 'github-actions'
}

export type Health =
  /** `since`: when it was first reported healthy. ISO 8601. */
  | { readonly kind: 'healthy'; readonly since: string }
  /** It was deployed, and the watch could neither call it healthy nor broken. */
  | {
      readonly kind: 'inconclusive'
      readonly since: string
      readonly lowTraffic: boolean
      readonly says: string
    }
  | { readonly kind: 'failed'; readonly state: string; readonly says: string }
  | { readonly kind: 'unfinished'; readonly state: string }

/** A deployment is healthy when it succeeded and nothing said otherwise afterwards; being superseded is no failure. */
export function judgeHealth(deployment: DeploymentFacts): Health {
  const told = believedStatuses(deployment)
  const [newest] = told
  if (newest === undefined) return { kind: 'unfinished', state: 'no status' }
  const verdict = watchVerdictOf(newest)
  const says = newest.description ?? ''
  if (verdict === 'low-traffic' || verdict === 'inconclusive') {
    return { kind: 'inconclusive', since: sinceWhen(told), lowTraffic: verdict === 'low-traffic', says }
  }
  if (newest.state === 'FAILURE' || newest.state === 'ERROR') {
    return { kind: 'failed', state: newest.state.toLowerCase(), says }
  }
  if (newest.state !== 'SUCCESS') {
    return { kind: 'unfinished', state: newest.state.toLowerCase().replaceAll('_', ' ') }
  }
  return { kind: 'healthy', since: sinceWhen(told) }
}

/**
 * Healthy, or as near to it as can be told: it succeeded and is still watched, or there was too little traffic for the watch to
 * say more. Good enough to go back to; the frame takes the same for the base of what ships.
 */
export function isGood(deployment: DeploymentFacts): boolean {
  const health = judgeHealth(deployment)
  if (health.kind === 'inconclusive') return health.lowTraffic
  return health.kind === 'healthy' || isWatchedAfterSuccess(deployment)
}

function isWatchedAfterSuccess(deployment: DeploymentFacts): boolean {
  const [newest, ...earlier] = believedStatuses(deployment)
  if (newest === undefined || watchVerdictOf(newest) !== 'watching') return false
  return earlier.some(({ state }) => state === 'SUCCESS')
}

/** On its way: begun, not ended, and not merely watched. */
export function isUnderWay(deployment: DeploymentFacts): boolean {
  return judgeHealth(deployment).kind === 'unfinished' && lastWatchVerdict(deployment) !== 'watching'
}

/** What the watch said last; undefined when it never watched. */
export function lastWatchVerdict(deployment: DeploymentFacts): WatchVerdict | undefined {
  return believedStatuses(deployment)
    .map(watchVerdictOf)
    .find((verdict) => verdict !== undefined)
}

/** What those said about it who may, newest first, without that it was superseded. */
export function believedStatuses(deployment: DeploymentFacts): Status[] {
  return deployment.statuses.filter(
    ({ state, creator }) => state !== 'INACTIVE' && isBelievable(deployment, creator),
  )
}

/** The beginning of the newest row of successes; that it is watched meanwhile does not interrupt it. */
function sinceWhen(told: readonly Status[]): string {
  let since = told[0]?.createdAt ?? ''
  for (const status of told) {
    const verdict = watchVerdictOf(status)
    if (status.state === 'SUCCESS') since = status.createdAt
    else if (verdict === undefined || verdict === 'regressed') break
    else if (told.every(({ state }) => state !== 'SUCCESS')) since = status.createdAt
  }
  return since
}
