import { basename } from 'node:path/posix'
import { addCheckRun, addCheckSuite, type CheckState, type Conclusion } from './checks.ts'
import { addDeployment, type Deployment } from './deployments.ts'
import { actionsApp, personOf } from './people.ts'
import { commitOf, timestamp, type World } from './world.ts'

export interface Job {
  /** Also the id of its check run. */
  readonly id: number
  readonly name: string
  readonly attempt: number
  status: CheckState
  conclusion: Conclusion | null
  readonly createdAt: string
  readonly startedAt: string
  completedAt: string | null
}

/** An answer to a run that waited for a protected environment. */
export interface Approval {
  readonly environment: string
  readonly state: 'approved' | 'rejected' | 'pending'
  readonly user: string
  readonly comment: string
}

export interface WorkflowRun {
  readonly id: number
  readonly suite: number
  /** Path of the workflow file. */
  readonly path: string
  readonly name: string
  readonly event: string
  readonly headSha: string
  readonly headBranch: string | null
  status: CheckState
  conclusion: Conclusion | null
  readonly number: number
  readonly attempt: number
  readonly title: string
  readonly actor: string
  readonly pullRequests: readonly number[]
  readonly createdAt: string
  updatedAt: string
  readonly jobs: Job[]
  readonly approvals: Approval[]
}

export interface Artifact {
  readonly id: number
  readonly run: number
  readonly name: string
  /** The archive as it is downloaded. */
  readonly zip: Buffer
  readonly digest: string | null
  readonly expired: boolean
  readonly createdAt: string
}

export interface Dispatch {
  readonly workflow: string
  readonly ref: string
  readonly inputs: Readonly<Record<string, string>>
  readonly actor: string
  /** The run that the dispatch made; it is queued until a listener plays it. */
  readonly run: WorkflowRun
}

export interface NewJob {
  readonly name: string
  /** The job names this environment, for which GitHub makes a deployment. */
  readonly environment?: string
  readonly status?: CheckState
  readonly conclusion?: Conclusion | null
  readonly startedAt?: string
  readonly completedAt?: string
}

export interface NewWorkflowRun {
  /** File name or path of the workflow. */
  readonly workflow: string
  readonly name?: string
  /** Default: push. */
  readonly event?: string
  /** Sha or ref that it runs for. */
  readonly sha: string
  readonly branch?: string | null
  /** Default: from the jobs; completed where there are none. */
  readonly status?: CheckState
  readonly conclusion?: Conclusion | null
  readonly attempt?: number
  readonly actor?: string
  readonly title?: string
  readonly pullRequests?: readonly number[]
  readonly createdAt?: string
  readonly jobs?: readonly NewJob[]
  readonly approvals?: readonly Approval[]
}

/** A run with its check suite, and with a check run for each job. */
export function addWorkflowRun(world: World, run: NewWorkflowRun): WorkflowRun {
  const path = workflowPath(run.workflow)
  const createdAt = timestamp(world, run.createdAt)
  const headSha = commitOf(world, run.sha)
  const id = world.nextId()
  const { status, conclusion } = stateOfRun(run)
  const suite = addCheckSuite(
    world,
    { sha: headSha, app: actionsApp.slug, status, conclusion, createdAt },
    id,
  )
  const actor = personOf(world, run.actor ?? 'github-actions[bot]').login
  const added: WorkflowRun = {
    id,
    suite: suite.id,
    path,
    name: run.name ?? basename(path).replace(/\.ya?ml$/, ''),
    event: run.event ?? 'push',
    headSha,
    headBranch: run.branch === undefined ? world.repository.defaultBranch : run.branch,
    status,
    conclusion,
    number: world.workflowRuns.filter((other) => other.path === path).length + 1,
    attempt: run.attempt ?? 1,
    title: run.title ?? world.git.commit(headSha).message.split('\n')[0] ?? '',
    actor,
    pullRequests: run.pullRequests ?? [],
    createdAt,
    updatedAt: createdAt,
    jobs: [],
    approvals: [...(run.approvals ?? [])],
  }
  world.workflowRuns.push(added)
  for (const job of run.jobs ?? []) addJob(world, added, job)
  return added
}

export function addJob(world: World, run: WorkflowRun, job: NewJob): Job {
  const { environment, ...facts } = job
  const deployment =
    environment === undefined ? undefined : deploymentOfJob(world, run, environment, job.conclusion)
  const startedAt = job.startedAt ?? run.createdAt
  const made = deployment === undefined ? {} : { deployment: deployment.id }
  const check = addCheckRun(world, { ...facts, ...made, sha: run.headSha, suite: run.suite, startedAt })
  const added: Job = {
    id: check.id,
    name: job.name,
    attempt: run.attempt,
    status: check.status,
    conclusion: check.conclusion,
    createdAt: run.createdAt,
    startedAt: check.startedAt ?? run.createdAt,
    completedAt: check.completedAt,
  }
  run.jobs.push(added)
  return added
}

/** What GitHub records for a job with `environment:`, from its start to its end. */
function deploymentOfJob(
  world: World,
  run: WorkflowRun,
  environment: string,
  conclusion: Conclusion | null | undefined,
): Deployment {
  const ended = conclusion === undefined || conclusion === 'success' ? 'success' : 'failure'
  return addDeployment(world, {
    ref: run.headSha,
    environment,
    createdAt: run.createdAt,
    statuses: conclusion === null ? ['in_progress'] : ['in_progress', ended],
  })
}

/** Ends a run, and its suite with it. */
export function completeWorkflowRun(world: World, run: WorkflowRun, conclusion: Conclusion): void {
  run.status = 'completed'
  run.conclusion = conclusion
  run.updatedAt = timestamp(world)
  for (const suite of world.checkSuites)
    if (suite.id === run.suite) Object.assign(suite, { status: 'completed', conclusion })
}

function workflowPath(workflow: string): string {
  return workflow.includes('/') ? workflow : `.github/workflows/${workflow}`
}

/** Runs of one workflow file share this id. */
export function workflowId(world: World, path: string): number {
  const first = world.workflowRuns.find((run) => run.path === path)
  return 1_000 + (first?.id ?? 0)
}

function stateOfRun(run: NewWorkflowRun): { status: CheckState; conclusion: Conclusion | null } {
  if (run.status !== undefined || run.conclusion !== undefined) {
    const conclusion =
      run.conclusion ?? (run.status === 'completed' && run.conclusion === undefined ? 'success' : null)
    return { status: run.status ?? (conclusion === null ? 'in_progress' : 'completed'), conclusion }
  }
  const jobs = run.jobs ?? []
  if (jobs.some((job) => job.conclusion === null || (job.status ?? 'completed') !== 'completed')) {
    return { status: 'in_progress', conclusion: null }
  }
  const conclusions = jobs.map((job) => job.conclusion ?? 'success')
  const worst = (['failure', 'timed_out', 'cancelled'] as const).find((bad) => conclusions.includes(bad))
  const allSkipped = conclusions.length > 0 && conclusions.every((conclusion) => conclusion === 'skipped')
  return { status: 'completed', conclusion: worst ?? (allSkipped ? 'skipped' : 'success') }
}

/** The path of a workflow that is named by file name, path or id. GitHub knows those of the default branch, and those that ran. */
export function findWorkflow(world: World, nameOrId: string): string | undefined {
  const ran = world.workflowRuns.find((run) => String(workflowId(world, run.path)) === nameOrId)
  if (ran !== undefined) return ran.path
  const path = workflowPath(nameOrId)
  if (world.workflowRuns.some((run) => run.path === path)) return path
  const main = world.git.resolve(`refs/heads/${world.repository.defaultBranch}`)
  return main !== undefined && world.git.entry(main, path) !== undefined ? path : undefined
}
