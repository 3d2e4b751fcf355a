import type { DeploymentFacts } from './facts.ts'

/** Only who recorded the deployment, or the watch in the same repository's workflows, may say how it went. */
function isBelievable({ creator }: DeploymentFacts, by: { readonly login: string }): boolean {
  const bare = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '')
  return bare(by.login) === bare(creator.login) || bare(by.login) === 'github-actions'
}

export type Health =
  /** `since`: when it was first reported healthy. ISO 8601. */
  | { readonly kind: 'healthy'; readonly since: string }
  | { readonly kind: 'failed'; readonly state: string }
  | { readonly kind: 'unfinished'; readonly state: string }

/** A deployment is healthy when it succeeded and nothing said otherwise afterwards; being superseded is no failure. */
export function judgeHealth(deployment: DeploymentFacts): Health {
  const statuses = deployment.statuses.filter(({ creator }) => isBelievable(deployment, creator))
  const told = statuses.filter(({ state }) => state !== 'INACTIVE')
  const newest = told[0]
  if (newest === undefined) return { kind: 'unfinished', state: 'no status' }
  if (newest.state === 'FAILURE' || newest.state === 'ERROR')
    return { kind: 'failed', state: newest.state.toLowerCase() }
  const successes = told.filter(({ state }) => state === 'SUCCESS')
  const first = successes.at(-1)
  if (first === undefined || newest.state !== 'SUCCESS') {
    return { kind: 'unfinished', state: newest.state.toLowerCase().replaceAll('_', ' ') }
  }
  return { kind: 'healthy', since: sinceWhen(told, newest.createdAt) }
}

/** The beginning of the newest unbroken row of successes. */
function sinceWhen(
  told: readonly { readonly state: string; readonly createdAt: string }[],
  newest: string,
): string {
  let since = newest
  for (const { state, createdAt } of told) {
    if (state !== 'SUCCESS') break
    since = createdAt
  }
  return since
}
