import {
  addPullRequest,
  addReview,
  type Dispatch,
  mergePullRequest,
  type PullRequest,
  queuePullRequest,
} from '../github/index.ts'
import { changeTitle, flawedChange, mendedChange } from './change.ts'
import { sendCustomers } from './customers.ts'
import { type Event, mergeGroupEvent, pullRequestEvent, pushEvent } from './events.ts'
import type { Plan } from './flaws.ts'
import { finishJob, finishRun, recordDeployment, resumeRun, startJob } from './jobs.ts'
import { type Job, judge, runTests } from './judge.ts'
import type { Narrator } from './narrator.ts'
import { ada, gitHub, grace } from './people.ts'
import { permissions } from './permissions.ts'
import type { Files } from './repository.ts'
import { endpoints } from './shop.ts'
import type { Stage } from './stage.ts'

/** The story did not come out as it is told. */
export class StoryError extends Error {}

type Expectation = 'stopped' | 'passed'

/** A story that is being played. */
interface Play {
  readonly stage: Stage
  /** Folder of the release tree. */
  readonly tree: string
  readonly plan: Plan
  readonly narrator: Narrator
}

const branch = 'refs/heads/collect-points'

/** Plays it all, from the first proposal to the incident. Throws {@link StoryError} where a verdict is another than expected. */
export async function playStory(play: Play): Promise<void> {
  const pull = await propose(play)
  await review(play, pull, 'stopped')
  await mend(play, pull)
  await review(play, pull, 'passed')
  const push = await merge(play, pull)
  await release(play, push, 'staging', 'passed')
  await release(play, push, 'production', 'stopped')
  await showIncident(play)
}

async function propose({ stage, plan, narrator }: Play): Promise<PullRequest> {
  return narrator.play('Ada opens a pull request', async () => {
    const files = flawedChange(plan)
    commitChange(stage, files)
    const pull = addPullRequest(stage.world, {
      title: changeTitle,
      head: 'collect-points',
      author: ada.login,
    })
    prepareMerge(stage, pull)
    return { kind: 'happened', outcome: describeChange(pull, files), value: pull }
  })
}

async function mend({ stage, plan, narrator }: Play, pull: PullRequest): Promise<void> {
  await narrator.play(`Ada rewrites the branch of #${pull.number}`, async () => {
    const files = mendedChange(plan)
    commitChange(stage, files)
    prepareMerge(stage, pull)
    addReview(stage.world, pull, { author: grace.login })
    return { kind: 'happened', outcome: `${describeChange(pull, files)}; Grace approves`, value: undefined }
  })
}

/** CI and the three actions, as on every push to a pull request. */
async function review(play: Play, pull: PullRequest, expectation: Expectation): Promise<void> {
  const event = pullRequestEvent(play.stage.world, pull)
  await test(play, event)
  const on = { event, workflow: 'review.yml' }
  const baseline = await run(play, { ...on, action: 'security-baseline' }, expectation)
  const migrations = await run(play, { ...on, action: 'migration-guard' }, expectation)
  const evidence = { 'security-baseline': baseline, 'migration-guard': migrations }
  await run(play, { ...on, action: 'precheck', inputs: evidence }, expectation)
}

async function test({ stage, narrator }: Play, event: Event): Promise<void> {
  await narrator.play("CI runs the shop's tests", async () => {
    const { passed, summary, output } = await runTests(stage, event)
    const document = { name: 'tests', markdown: `\`\`\`\n${output}\n\`\`\`\n` }
    return { kind: passed ? 'passed' : 'stopped', outcome: summary, document, value: undefined }
  })
}

/** The merge queue builds the merge, the gate judges it, and the default branch moves. */
async function merge(play: Play, pull: PullRequest): Promise<Event> {
  const { stage, narrator } = play
  const { world, repository, first } = stage
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${first}`
  const message = `Merge pull request #${pull.number}: ${changeTitle}`
  const sha = repository.merge({ ref, message, author: gitHub, base: first, head: branch })
  queuePullRequest(world, { branch: 'main', pullRequest: pull.number, headSha: sha, baseSha: first })
  const queued = mergeGroupEvent(world, ref, first, grace.login)
  await test(play, queued)
  await run(play, { action: 'gate', event: queued, workflow: 'required-checks.yml' }, 'passed')
  return narrator.play(`The merge queue merges #${pull.number}`, async () => {
    repository.setRef('refs/heads/main', sha)
    mergePullRequest(world, pull, { by: grace.login, commit: sha })
    return {
      kind: 'happened',
      outcome: `main is at ${short(sha)}`,
      value: pushEvent(world, first, sha, grace.login),
    }
  })
}

/** Gate, deployment and watch of one environment, as in workflows-examples/deploy.yml. */
async function release(
  play: Play,
  event: Event,
  environment: string,
  expectation: Expectation,
): Promise<void> {
  const { stage, narrator } = play
  const on = { event, workflow: 'deploy.yml', inputs: { environment, comment: 'false' } }
  await run(play, { ...on, action: 'gate', name: `gate-${environment}` }, 'passed')
  await narrator.play(`The new version is deployed to ${environment}`, async () => {
    await deploy(stage, 'deploy.yml', environment, event.sha)
    return { kind: 'happened', outcome: await servedVersion(stage, environment), value: undefined }
  })
  const customers =
    environment === 'production'
      ? sendCustomers(
          stage.platform.url(environment),
          endpoints.map((name) => `/api/${name}`),
        )
      : undefined
  stage.world.dispatchListeners.push((dispatch) => playRollback(play, dispatch))
  const inputs = { environment, duration: environment === 'production' ? '30s' : '6s' }
  await run(play, { ...on, action: 'post-deploy-watch', name: `watch-${environment}`, inputs }, expectation)
  stage.world.dispatchListeners.length = 0
  await customers?.leave()
}

/** The shop's rollback.yml: it deploys what it is told to. */
async function playRollback({ stage, narrator }: Play, { run: started, inputs }: Dispatch): Promise<void> {
  const startedAt = new Date()
  const { environment = '', sha = '' } = inputs
  const job = startJob(stage.world, started, 'rollback')
  await stage.platform.deploy(environment, sha)
  finishJob(stage.world, job, 'success')
  finishRun(stage.world, started)
  narrator.note(`rollback.yml deploys to ${environment}`, await servedVersion(stage, environment), startedAt)
}

async function showIncident({ stage, narrator }: Play): Promise<void> {
  await narrator.play('What production serves in the end', async () => {
    const served = await servedVersion(stage, 'production')
    if (!served.includes(short(stage.first)))
      throw new StoryError(`Production was not rolled back: ${served}.`)
    return { kind: 'happened', outcome: served, value: undefined }
  })
  await narrator.play('The incident that the watch opened', async () => {
    const issue = stage.world.issues.find(({ state }) => state === 'open')
    if (issue === undefined) throw new StoryError('No incident was opened.')
    const document = { name: 'incident', markdown: issue.body ?? '' }
    return { kind: 'happened', outcome: `#${issue.number} ${issue.title}`, document, value: undefined }
  })
}

/** Runs one action and holds its verdict against the story; what is told of it are its own words. Returns its evidence. */
async function run(
  { stage, tree, narrator }: Play,
  job: Omit<Job, 'permissions'>,
  expectation: Expectation,
): Promise<string> {
  return narrator.play(`${job.name ?? job.action} on ${job.event.name}`, async (progress) => {
    const whole = { ...job, permissions: permissions[job.action] ?? {} }
    const { result, report } = await judge(stage, tree, whole, (text) => progress(lastLine(text)))
    const passed = report.verdict === 'go' && result.exitCode === 0 && result.outputs['allowed'] === 'true'
    const stopped = report.verdict !== 'go' && result.exitCode !== 0 && result.outputs['allowed'] !== 'true'
    if (!(expectation === 'passed' ? passed : stopped)) {
      throw new StoryError(
        `${job.action} should have ${expectation === 'passed' ? 'passed' : 'stopped it'}; its verdict is ${report.verdict}, exit code ${result.exitCode}.\n${result.log}`,
      )
    }
    return {
      kind: passed ? 'passed' : 'stopped',
      outcome: result.outputs['summary'] ?? report.verdict,
      document: { name: job.name ?? job.action, markdown: result.summary, exitCode: result.exitCode },
      value: result.outputs['evidence'] ?? '',
    }
  })
}

function commitChange({ repository, first }: Stage, files: Files): string {
  return repository.commit({ ref: branch, message: changeTitle, author: ada, parents: [first], files })
}

/** GitHub keeps the merge of an open pull request ready under this ref. */
function prepareMerge({ repository, first }: Stage, { number }: PullRequest): void {
  const ref = `refs/pull/${number}/merge`
  repository.merge({ ref, message: `Merge #${number}`, author: gitHub, base: first, head: branch })
}

async function deploy(
  { world, platform }: Stage,
  workflow: string,
  environment: string,
  sha: string,
): Promise<void> {
  const run = resumeRun(world, { workflow, event: 'push', sha })
  const job = startJob(world, run, `deploy-${environment}`)
  const deployment = recordDeployment(world, { run, job, sha, environment })
  await platform.deploy(environment, sha)
  deployment.end(true)
  finishJob(world, job, 'success')
  finishRun(world, run)
}

async function servedVersion({ platform }: Stage, environment: string): Promise<string> {
  const answer = await fetch(`${platform.url(environment)}/version`)
  const body: unknown = await answer.json()
  const sha = body !== null && typeof body === 'object' && 'sha' in body ? String(body.sha) : 'nothing'
  return `${environment} serves ${short(sha)}`
}

function describeChange({ number, title }: PullRequest, files: Files): string {
  return `#${number} “${title}”, ${Object.keys(files).length} files`
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('::'))
  return lines.at(-1)?.trim() ?? ''
}

function short(sha: string): string {
  return sha.slice(0, 12)
}
