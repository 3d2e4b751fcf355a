import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Report, report as reportSchema } from '@operator/report'
import { type ActionResult, runActionProcess } from '@operator/tooling'
import { clone } from '../e2e/actions/checkout/clone.ts'
import type { Permissions } from '../github/index.ts'
import { type Event, eventVariables } from './events.ts'
import { finishJob, finishRun, resumeRun, startJob } from './jobs.ts'
import type { Stage } from './stage.ts'

export interface Job {
  readonly action: string
  readonly event: Event
  /** File name of the workflow that the job belongs to. */
  readonly workflow: string
  readonly permissions: Permissions
  readonly inputs?: Readonly<Record<string, string>>
  /** The job's name, where it is not the action's. */
  readonly name?: string
}

export interface Judgement {
  readonly result: ActionResult
  readonly report: Report
}

/** Runs an action of the release tree as one job: a fresh clone, a token with the job's permissions, its own process. */
export async function judge(
  stage: Stage,
  tree: string,
  job: Job,
  onOutput: (text: string) => void,
): Promise<Judgement> {
  const { world, github } = stage
  const { event } = job
  const run = resumeRun(world, {
    workflow: job.workflow,
    event: event.name,
    sha: event.headSha,
    actor: event.actor,
  })
  const running = startJob(world, run, job.name ?? job.action)
  const workspace = mkdtempSync(join(stage.folder, 'workspace-'))
  try {
    clone({ from: stage.repository.directory, into: workspace, what: event, depth: 0 })
    const result = await runActionProcess({
      directory: join(tree, job.action),
      inputs: { 'github-token': github.mintToken({ permissions: job.permissions }), ...job.inputs },
      payload: event.payload,
      onOutput,
      environment: {
        ...eventVariables(world, event),
        CI: 'true',
        GITHUB_GRAPHQL_URL: github.graphqlUrl,
        GITHUB_JOB: job.name ?? job.action,
        GITHUB_RUN_ID: String(run.id),
        GITHUB_RUN_ATTEMPT: String(run.attempt),
        GITHUB_WORKFLOW_REF: `${world.repository.owner}/${world.repository.name}/${run.path}@${event.ref}`,
        GITHUB_WORKSPACE: workspace,
        HOME: workspace,
        PATH: [dirname(process.execPath), process.env['PATH'] ?? ''].join(':'),
      },
    })
    finishJob(world, running, result.exitCode === 0 ? 'success' : 'failure')
    finishRun(world, run)
    if (result.report === undefined) throw new Error(`${job.action} wrote no report:\n${result.log}`)
    return { result, report: reportSchema.parse(JSON.parse(result.report)) }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

export interface TestRun {
  readonly passed: boolean
  /** `tests 2, pass 2, fail 0`. */
  readonly summary: string
  readonly output: string
}

/** Runs the shop's own tests on the commit, as its CI does. */
export async function runTests(stage: Stage, event: Event): Promise<TestRun> {
  const run = resumeRun(stage.world, {
    workflow: 'ci.yml',
    event: event.name,
    sha: event.headSha,
    actor: event.actor,
  })
  const running = startJob(stage.world, run, 'tests')
  const workspace = mkdtempSync(join(stage.folder, 'workspace-'))
  try {
    clone({ from: stage.repository.directory, into: workspace, what: event, depth: 1 })
    const { passed, output } = await npmTest(workspace)
    finishJob(stage.world, running, passed ? 'success' : 'failure')
    finishRun(stage.world, run)
    const counts = [...output.matchAll(/^ℹ ((?:tests|pass|fail) \d+)$/gm)].map((match) => match[1])
    return { passed, summary: counts.join(', '), output }
  } finally {
    rmSync(workspace, { recursive: true, force: true })
  }
}

/** What the shop's `npm test` runs. */
function npmTest(directory: string): Promise<{ readonly passed: boolean; readonly output: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--test', '--test-reporter=spec'],
      { cwd: directory, env: { PATH: process.env['PATH'] } },
      (error, stdout) => resolve({ passed: error === null, output: stdout }),
    )
  })
}
