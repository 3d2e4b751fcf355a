import type { EnvironmentPolicy } from '../policy.ts'
import type { DeploymentFacts } from './facts.ts'

export type Provenance =
  | { readonly counts: true; readonly why: string }
  | { readonly counts: false; readonly why: string }

/** Events whose runs execute what a pull request brought along. */
const unreviewed = [
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'workflow_run',
  'issue_comment',
]

/**
 * Whether a deployment counts: recorded by a creator that the policy lists, or by a run on the default branch, for the very
 * commit of that run. A deployment that only says which run it comes from may be anybody's who may record one; it counts
 * where the policy names that run's workflow.
 */
export function judgeProvenance(
  { creator, origin, sha }: DeploymentFacts,
  policy: EnvironmentPolicy['deployments'],
  branch: string | undefined,
): Provenance {
  const bare = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '')
  if (policy?.creators.some((login) => bare(login) === bare(creator.login))) {
    return { counts: true, why: `recorded by ${creator.login}, whom the policy lists` }
  }
  if (origin === undefined || origin.kind === 'none') {
    return { counts: false, why: origin?.message ?? `no run of this repository is known to be behind it` }
  }
  const named = policy?.workflows ?? []
  const run = `${origin.path} (${origin.event})`
  if (named.length > 0 && !named.includes(origin.path)) {
    return { counts: false, why: `it comes from ${run}, which the policy does not list` }
  }
  if (named.length === 0 && origin.by === 'log') {
    return { counts: false, why: `no job made it; it only says that it comes from ${run}` }
  }
  if (unreviewed.includes(origin.event)) return { counts: false, why: `it comes from ${run}` }
  if (branch === undefined || origin.branch !== branch) {
    return {
      counts: false,
      why: `it comes from ${run} on ${origin.branch ?? 'no branch'}, not on ${branch ?? 'a known branch'}`,
    }
  }
  if (origin.sha !== sha)
    return { counts: false, why: `its run ${run} was one of ${origin.sha.slice(0, 12)}` }
  return { counts: true, why: `deployed by ${run} on ${branch}` }
}
