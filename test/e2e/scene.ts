import { basename, join } from 'node:path'
import { root } from '@operator/tooling'
import { mendedChange } from '../demo/change.ts'
import {
  dispatchEvent,
  type Event,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
} from '../demo/events.ts'
import { type Plan, planStory } from '../demo/flaws.ts'
import { recordDeployment } from '../demo/jobs.ts'
import { ada, gitHub, grace } from '../demo/people.ts'
import type { Files } from '../demo/repository.ts'
import type { Stage } from '../demo/stage.ts'
import {
  addJob,
  addPullRequest,
  addReview,
  addWorkflowRun,
  mergePullRequest,
  type PullRequest,
  queuePullRequest,
  type WorkflowRun,
} from '../github/index.ts'
import { type RunEnding, type Runner, type RunOptions, runWorkflow } from './run-workflow.ts'
import { readWorkflow } from './workflow.ts'

/** What a scenario is played with: the shop on its stage, and its workflows under act. */
export interface Scene {
  readonly stage: Stage
  readonly plan: Plan
  /** Runs a file of workflows-examples. */
  run(example: string, event: Event, options?: Omit<RunOptions, 'workflow' | 'event'>): Promise<RunEnding>
  /** Runs the rollback workflow whenever somebody dispatches it. */
  answerDispatches(): readonly RunEnding[]
}

export function openScene(stage: Stage, runner: Runner): Scene {
  const run: Scene['run'] = (example, event, options = {}) => {
    const workflow = readWorkflow(join(root, 'workflows-examples', example), `.github/workflows/${example}`)
    return runWorkflow(runner, { workflow, event, ...options })
  }
  return {
    stage,
    plan: planStory(1),
    run,
    answerDispatches() {
      const endings: RunEnding[] = []
      stage.world.dispatchListeners.push(async ({ workflow, inputs, actor, run: started }) => {
        endings.push(
          await run(basename(workflow), dispatchEvent(stage.world, inputs, actor), { run: started }),
        )
      })
      return endings
    },
  }
}

/** The change that ships without any flaw: the endpoint is the one of the live version. */
export function soundChange(plan: Plan): Files {
  const { [`endpoints/${plan.failing}.js`]: _leaky, ...rest } = mendedChange(plan)
  return rest
}

export interface NewPull {
  readonly files: Files
  /** `owner/name` of the fork that the change comes from. */
  readonly fork?: string
}

/** An approved pull request whose tests passed. */
export function openPull(
  stage: Stage,
  { files, fork }: NewPull,
): { readonly pull: PullRequest; readonly event: Event } {
  const { repository, world, first } = stage
  const head = repository.commit({
    ref: fork === undefined ? 'refs/heads/change' : 'refs/pull/1/head',
    message: 'Change the shop',
    author: ada,
    parents: [first],
    files,
  })
  const pull = addPullRequest(world, {
    title: 'Change the shop',
    head: 'change',
    author: ada.login,
    ...(fork !== undefined && { fork, headSha: head }),
  })
  repository.merge({
    ref: `refs/pull/${pull.number}/merge`,
    message: `Merge #${pull.number}`,
    author: gitHub,
    base: first,
    head,
  })
  addReview(world, pull, { author: grace.login })
  passTests(stage, head, 'pull_request')
  return { pull, event: pullRequestEvent(world, pull) }
}

/** The merge queue's commit for the pull request, whose tests passed as well. */
export function queuePull(stage: Stage, pull: PullRequest): { readonly sha: string; readonly event: Event } {
  const { repository, world, first } = stage
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${first}`
  const head = pull.headSha ?? 'refs/heads/change'
  const message = `Merge pull request #${pull.number}`
  const sha = repository.merge({ ref, message, author: gitHub, base: first, head })
  queuePullRequest(world, { branch: 'main', pullRequest: pull.number, headSha: sha, baseSha: first })
  passTests(stage, sha, 'merge_group')
  return { sha, event: mergeGroupEvent(world, ref, first, grace.login) }
}

/** The change is on the default branch, by an approved pull request. */
export function mergeChange(stage: Stage, files: Files): Event {
  const { pull } = openPull(stage, { files })
  const { sha } = queuePull(stage, pull)
  stage.repository.setRef('refs/heads/main', sha)
  mergePullRequest(stage.world, pull, { by: grace.login, commit: sha })
  passTests(stage, sha, 'push')
  return pushEvent(stage.world, stage.first, sha, grace.login)
}

export function schedule(stage: Stage): Event {
  return scheduleEvent(stage.world, '7,22,37,52 * * * *')
}

function passTests({ world }: Stage, sha: string, event: string): WorkflowRun {
  return addWorkflowRun(world, { workflow: 'ci.yml', name: 'ci', event, sha, jobs: [{ name: 'tests' }] })
}

/** The event's commit was deployed, by a run of deploy.yml that ended some time ago. */
export async function deployEarlier(
  { world, platform }: Stage,
  { sha }: Event,
  environment: string,
  minutesAgo: number,
): Promise<void> {
  const at = new Date(Date.now() - minutesAgo * 60_000).toISOString()
  const run = addWorkflowRun(world, { workflow: 'deploy.yml', name: 'deploy', sha, createdAt: at })
  const job = addJob(world, run, { name: `deploy-${environment}`, startedAt: at, completedAt: at })
  recordDeployment(world, { run, job, sha, environment, at }).end(true)
  await platform.deploy(environment, sha)
}

/** The commit that the environment serves. */
export async function servedCommit({ platform }: Stage, environment: string): Promise<string> {
  const answer = await fetch(`${platform.url(environment)}/version`)
  const body: unknown = await answer.json()
  return body !== null && typeof body === 'object' && 'sha' in body ? String(body.sha) : ''
}
