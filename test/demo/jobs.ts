import {
  addDeployment,
  addDeploymentStatus,
  addJob,
  addWorkflowRun,
  type Conclusion,
  completeWorkflowRun,
  type Job,
  timestamp,
  type WorkflowRun,
  type World,
} from '../github/index.ts'

export interface RunWanted {
  /** File name of the workflow. */
  readonly workflow: string
  readonly event: string
  readonly sha: string
  readonly actor?: string
}

/** The run that an event made of a workflow: all its jobs belong to it, one after the other. */
export function resumeRun(world: World, { workflow, event, sha, actor }: RunWanted): WorkflowRun {
  const path = `.github/workflows/${workflow}`
  const begun = world.workflowRuns.find(
    (run) => run.path === path && run.event === event && run.headSha === sha,
  )
  if (begun === undefined) {
    const name = workflow.replace(/\.yml$/, '')
    return addWorkflowRun(world, {
      workflow,
      name,
      event,
      sha,
      status: 'in_progress',
      ...(actor && { actor }),
    })
  }
  const open = { status: 'in_progress', conclusion: null } as const
  Object.assign(begun, open)
  for (const suite of world.checkSuites) if (suite.id === begun.suite) Object.assign(suite, open)
  return begun
}

/** A job begins; its check run is in progress on the run's commit. */
export function startJob(world: World, run: WorkflowRun, name: string): Job {
  return addJob(world, run, { name, status: 'in_progress', conclusion: null, startedAt: timestamp(world) })
}

/** A job ends, and its check run with it. */
export function finishJob(world: World, job: Job, conclusion: Conclusion): void {
  const completedAt = timestamp(world)
  Object.assign(job, { status: 'completed', conclusion, completedAt })
  for (const check of world.checkRuns) {
    if (check.id === job.id) Object.assign(check, { status: 'completed', conclusion, completedAt })
  }
}

/** The run ends as its worst job did. */
export function finishRun(world: World, run: WorkflowRun): void {
  const conclusions = run.jobs.map((job) => job.conclusion)
  const worst = (['failure', 'cancelled'] as const).find((bad) => conclusions.includes(bad))
  completeWorkflowRun(world, run, worst ?? 'success')
}

export interface JobDeployment {
  readonly run: WorkflowRun
  readonly job: Job
  readonly sha: string
  readonly environment: string
  /** ISO 8601; default: now. */
  readonly at?: string
}

/** The deployment that GitHub records for a job with an environment; its statuses name the job. */
export function recordDeployment(
  world: World,
  { run, job, sha, environment, at }: JobDeployment,
): { readonly end: (succeeded: boolean) => void } {
  const { owner, name } = world.repository
  const status = {
    logUrl: `${world.site.serverUrl}/${owner}/${name}/actions/runs/${run.id}/job/${job.id}`,
    ...(at !== undefined && { createdAt: at }),
  }
  const deployment = addDeployment(world, {
    ref: sha,
    environment,
    ...(at !== undefined && { createdAt: at }),
    statuses: [{ ...status, state: 'in_progress' }],
  })
  const check = world.checkRuns.find(({ id }) => id === job.id)
  if (check !== undefined) Object.assign(check, { deployment: deployment.id })
  return {
    end: (succeeded) => {
      addDeploymentStatus(world, deployment, { ...status, state: succeeded ? 'success' : 'failure' })
    },
  }
}

/** What a ruleset that requires the context sees on the commit: success, neutral and skipped are green to GitHub. */
export function isGreen(world: World, sha: string, context: string): boolean {
  const latest = world.checkRuns.findLast((check) => check.headSha === sha && check.name === context)
  return ['success', 'neutral', 'skipped'].includes(latest?.conclusion ?? 'missing')
}
