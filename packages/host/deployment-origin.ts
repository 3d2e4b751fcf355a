import type { CheckRun, CommitChecks, Deployment, DeploymentStatus } from '@operator/github'
import type { Policy } from '@operator/policy'

/** Where deployments have to come from. */
export interface DeploymentSources {
  /** `environments.<name>.deployments` of the policy. */
  readonly policy: Policy['environments'][string]['deployments']
  readonly defaultBranch: string | undefined
}

export type Origin = { readonly counts: true } | { readonly counts: false; readonly why: string }

/** Events whose runs execute what a pull request brought along, or are about somebody else's text. */
const unreviewed = new Set([
  'pull_request',
  'pull_request_target',
  'pull_request_review',
  'pull_request_review_comment',
  'workflow_run',
  'issue_comment',
  'issues',
])

/** Whether the policy takes the word of whoever recorded it. */
export function isListedCreator({ creator }: Deployment, { policy }: DeploymentSources): boolean {
  const bare = (login: string) => login.toLowerCase().replace(/\[bot\]$/, '')
  const login = creator?.login
  return login !== undefined && (policy?.creators ?? []).some((listed) => bare(listed) === bare(login))
}

/**
 * Whether a deployment comes from a run on the default branch, for the very commit that it names. Any workflow with
 * `deployments: write` can record one, so its own words count for little: either GitHub itself links it to a job of such a run
 * (the job names the environment), or its log names a finished run of a workflow that the policy lists.
 */
export function judgeOrigin(
  deployment: Deployment,
  statuses: readonly DeploymentStatus[],
  checks: CommitChecks,
  sources: DeploymentSources,
): Origin {
  const jobs = checks.checkRuns.filter(({ app }) => app?.slug === 'github-actions')
  const job = jobs.find((candidate) => candidate.deployment === deployment.id)
  if (job !== undefined) {
    // Whoever may write statuses could call a failed deployment healthy.
    if (job.conclusion !== 'SUCCESS') return { counts: false, why: `its job ${job.name} did not succeed` }
    return judgeRun(job, checks, sources)
  }
  const named = statuses.flatMap(
    ({ logUrl }) => Number(/\/actions\/runs\/(\d+)/.exec(logUrl)?.[1] ?? 0) || [],
  )
  const logged = jobs.find(({ run }) => run !== undefined && named.includes(run.id))
  if (logged !== undefined && (sources.policy?.workflows.length ?? 0) > 0) {
    const suite = checks.suites.find(({ id }) => id === logged.suite)
    if (suite?.conclusion === 'SUCCESS') return judgeRun(logged, checks, sources)
  }
  const unread = checks.unread[0]
  const who = deployment.creator?.login ?? 'an account that no longer exists'
  return {
    counts: false,
    why: unread === undefined ? `${who} recorded it, and no job of this repository is behind it` : unread,
  }
}

function judgeRun(job: CheckRun, checks: CommitChecks, { policy, defaultBranch }: DeploymentSources): Origin {
  const path = job.run?.path
  const event = job.run?.event ?? 'an unknown event'
  const workflows = policy?.workflows ?? []
  const run = `${path ?? 'a workflow that GitHub does not name'} (${event})`
  if (workflows.length > 0 && (path === undefined || !workflows.includes(path))) {
    return { counts: false, why: `it comes from ${run}, which the policy does not list` }
  }
  if (job.run === undefined || unreviewed.has(event)) return { counts: false, why: `it comes from ${run}` }
  const branch = checks.suites.find(({ id }) => id === job.suite)?.branch
  if (defaultBranch === undefined || branch !== defaultBranch) {
    return { counts: false, why: `it comes from ${run} on ${branch ?? 'no branch'}` }
  }
  return { counts: true }
}
