import { type Event, eventVariables } from '../demo/events.ts'
import { finishJob, finishRun, recordDeployment, startJob } from '../demo/jobs.ts'
import { type Approval, addWorkflowRun, type StandIn, type WorkflowRun } from '../github/index.ts'
import { type ActOutcome, type ActRun, runUnderAct } from './act.ts'
import { askEnvironment, environmentOfJob } from './environments.ts'
import { isolateJob, type JobOutcome } from './isolate-job.ts'
import { type Job, permissionsOf, type Workflow } from './workflow.ts'

export interface Runner {
  readonly act: string
  /** Where each run of act has its own folder. */
  readonly folder: string
  readonly github: StandIn
  readonly gitDirectory: string
  readonly actions: ActRun['actions']
  readonly signal: AbortSignal
}

export interface RunOptions {
  readonly workflow: Workflow
  readonly event: Event
  /** Jobs that do not run but end like this: what could happen to them at any time. */
  readonly forced?: ReadonlyMap<string, JobOutcome>
  /** What reviewers of protected environments answer; without an answer the job waits. */
  readonly reviews?: readonly Approval[]
  /** What happens before a job starts, as in the hours that an approval takes. */
  readonly before?: ReadonlyMap<string, (run: WorkflowRun) => unknown>
  /** The event comes from a fork, so that the token can only read. */
  readonly fork?: boolean
  /** The run that a dispatch already made. */
  readonly run?: WorkflowRun
}

/** `waiting` is a job that nobody has approved; jobs after it have not started either. */
export type Ending = (JobOutcome & Partial<ActOutcome>) | 'waiting'

export interface RunEnding {
  readonly run: WorkflowRun
  readonly jobs: ReadonlyMap<string, Ending>
}

/**
 * Plays what GitHub does around jobs and act does not: a token with the job's own permissions, check runs, deployments and
 * protected environments. act runs the jobs.
 */
export async function runWorkflow(runner: Runner, options: RunOptions): Promise<RunEnding> {
  const { workflow, event, forced } = options
  const { world } = runner.github
  const run =
    options.run ??
    addWorkflowRun(world, {
      workflow: workflow.path,
      name: workflow.name,
      event: event.name,
      sha: event.headSha,
      status: 'in_progress',
      conclusion: null,
      actor: event.actor,
    })
  const done = new Map<string, JobOutcome>()
  const jobs = new Map<string, Ending>()
  for (const [id, job] of workflow.jobs) {
    if (job.needs.some((need) => !done.has(need))) {
      jobs.set(id, 'waiting')
      continue
    }
    await options.before?.get(id)?.(run)
    const fixed = forced?.get(id)
    const ending = fixed ?? (await runJob(runner, options, run, id, job, done))
    jobs.set(id, ending)
    if (ending === 'waiting') continue
    done.set(id, ending)
    if (fixed !== undefined) finishJob(world, startJob(world, run, job.name ?? id), fixed.result)
  }
  if ([...jobs.values()].includes('waiting')) Object.assign(run, { status: 'waiting' })
  else finishRun(world, run)
  return { run, jobs }
}

async function runJob(
  runner: Runner,
  options: RunOptions,
  run: WorkflowRun,
  id: string,
  job: Job,
  done: ReadonlyMap<string, JobOutcome>,
): Promise<Ending> {
  const { world } = runner.github
  const { reviews = [], event } = options
  const begin = () => startJob(world, run, job.name ?? id)
  const start = (change: (job: Job) => Job) =>
    runUnderAct(
      runner.act,
      runner.folder,
      describeRun(runner, options, run, id, job, isolateJob(options.workflow, id, done, change)),
      runner.signal,
    )
  if (job.environment === undefined) {
    const check = begin()
    const outcome = await start(shortened)
    finishJob(world, check, outcome.result)
    return outcome
  }
  const place = await environmentOfJob(job.environment.name, start)
  if (place === 'skipped') {
    finishJob(world, begin(), 'skipped')
    return { result: 'skipped', outputs: {} }
  }
  const answer = askEnvironment(world, place.name, run, reviews)
  if (answer === 'waiting') return 'waiting'
  const check = begin()
  if (answer === 'rejected') {
    finishJob(world, check, 'failure')
    return { result: 'failure', outputs: {} }
  }
  const deployment = job.environment.deployment
    ? recordDeployment(world, { run, job: check, sha: event.sha, environment: place.name })
    : undefined
  const outcome = await start(shortened)
  finishJob(world, check, outcome.result)
  deployment?.end(outcome.result === 'success')
  return outcome
}

function describeRun(
  { github, gitDirectory, actions }: Runner,
  { workflow: { path, permissions }, event, fork = false }: RunOptions,
  run: WorkflowRun,
  id: string,
  job: Job,
  workflow: string,
): ActRun {
  const { world } = github
  const granted = permissionsOf(permissions, job)
  return {
    workflow,
    job: id,
    event: event.name,
    payload: event.payload,
    token: github.mintToken({ permissions: granted, fork }),
    variables: {
      ...eventVariables(world, event),
      // act reads GITHUB_SHA from a variable of this name (v0.2.87, pkg/runner/run_context.go).
      SHA_REF: event.sha,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_ATTEMPT: String(run.attempt),
      GITHUB_WORKFLOW_REF: `${world.repository.owner}/${world.repository.name}/${path}@${event.ref}`,
      STAND_IN_GIT: gitDirectory,
      STAND_IN_CONTENTS: granted.contents ?? 'none',
    },
    actions,
  }
}

/** The one thing that is changed in a job: a watch of half an hour takes seconds here. */
function shortened(job: Job): Job {
  return {
    ...job,
    steps: job.steps.map((step) =>
      step.with?.['duration'] === undefined ? step : { ...step, with: { ...step.with, duration: '6s' } },
    ),
  }
}
