import { expect } from '@jest/globals'
import { type Check, type Report, report as reportSchema } from '@operator/report'
import type { ActionResult } from '@operator/tooling'
import { problemsOfLog } from '../acceptance/clean-log.ts'
import { pullRequestPayload } from '../acceptance/pull-request-run.ts'
import { type Scene, type SceneDescription, setScene } from '../attacks/scene.ts'
import {
  addPerson,
  addPullRequest,
  addReview,
  addRuleset,
  addWorkflowRun,
  type NewPullRequest,
  type NewReview,
  type NewWorkflowRun,
  type PullRequest,
  type WorkflowRun,
} from '../github/index.ts'

export const actions = ['precheck'] as const

export interface Setting extends Partial<Omit<SceneDescription, 'base' | 'head'>> {
  /** Lines of the policy, beside `checks`. It waits for nothing unless they say so. */
  readonly policy?: readonly string[]
  readonly enforced?: readonly string[]
  readonly base?: SceneDescription['base']
  readonly head?: SceneDescription['head']
}

type RunOptions = NonNullable<Parameters<Scene['onPullRequest']>[1]>

interface JudgeOptions extends RunOptions {
  /** What the clock of the runner says. */
  readonly at?: string
  /** Where the change's head and base have moved to since the stage was set. */
  readonly head?: string
  readonly base?: string
}

/** What people and machines see of one run of the built precheck. */
export interface Judged {
  readonly exit: number | null
  readonly verdict: string | undefined
  readonly report: Report
  readonly result: ActionResult
  /** `status reason.code` of a check. */
  told(id?: string): string
  check(id?: string): Check
}

/** A repository with CI and one change on a topic branch, and nothing about the change on GitHub yet. */
export interface Stage extends Scene {
  openPullRequest(pull?: Partial<NewPullRequest>): PullRequest
  review(pull: PullRequest, review?: Partial<NewReview>): void
  /** Both jobs of ci.yml, green, for the change; unless told otherwise. */
  runCi(run?: Partial<NewWorkflowRun>): WorkflowRun
  demand(...contexts: readonly string[]): void
  judgePullRequest(options?: JudgeOptions): Promise<Judged>
  /** Before a deployment of the change to production, after it was pushed to main. */
  judgeDeployment(options?: JudgeOptions): Promise<Judged>
}

export const ci = `on: [pull_request, push, merge_group]
permissions: {}
jobs:
  lint:
    runs-on: ubuntu-24.04
    steps: [{ run: npm run lint }]
  test:
    needs: lint
    runs-on: ubuntu-24.04
    steps: [{ run: npm test }]
`

export async function setStage(setting: Setting = {}): Promise<Stage> {
  const { policy = [], enforced = [], base, head, ...description } = setting
  const waits = policy.some((line) => line.includes('wait:'))
  const scene = await setScene(actions, {
    people: { mona: 'write', hubot: 'write' },
    ...description,
    base: {
      'README.md': '# shop\n',
      '.github/workflows/ci.yml': ci,
      '.github/operator.yml': [
        ...(waits ? [] : ['precheck: { wait: 0s }']),
        ...policy,
        ...(enforced.length === 0 ? [] : ['checks:', ...enforced.map((id) => `  precheck/${id}: enforce`)]),
        '',
      ].join('\n'),
      ...base,
    },
    head: head ?? { 'src/shop.ts': 'export const name = "shop"\n' },
  })
  const { world } = scene
  // The change's commits are hers.
  addPerson(world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  return {
    ...scene,
    openPullRequest: (pull = {}) => addPullRequest(world, { head: 'topic', author: 'mona', ...pull }),
    review: (pull, review = {}) => void addReview(world, pull, { author: 'hubot', ...review }),
    runCi: (run = {}) =>
      addWorkflowRun(world, {
        workflow: 'ci.yml',
        event: 'pull_request',
        sha: scene.head,
        branch: 'topic',
        jobs: [{ name: 'lint' }, { name: 'test' }],
        ...run,
      }),
    demand(...contexts) {
      const required = contexts.map((context) => ({ context }))
      addRuleset(world, {
        rules: [{ type: 'required_status_checks', parameters: { required_status_checks: required } }],
      })
    },
    async judgePullRequest({ head: sha = scene.head, base: onto = scene.base, ...options } = {}) {
      const payload = pullRequestPayload({ head: sha, base: onto })
      const variables = { GITHUB_REF: 'refs/pull/1/merge', GITHUB_SHA: sha }
      return judged(await scene.onEvent('precheck', 'pull_request', payload, variables, withClock(options)))
    },
    async judgeDeployment(options = {}) {
      const { head: sha = scene.head, base: before = scene.base, ...rest } = options
      const payload = {
        repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
        before,
        after: sha,
        ref: 'refs/heads/main',
      }
      for (const ref of ['refs/remotes/origin/main', 'refs/heads/main'])
        scene.worktree.git('update-ref', ref, sha)
      const inputs = { environment: 'production', ...rest.inputs }
      const variables = { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: sha }
      return judged(
        await scene.onEvent('precheck', 'push', payload, variables, withClock({ ...rest, inputs })),
      )
    },
  }
}

function withClock({ at, ...options }: JudgeOptions = {}): RunOptions {
  if (at === undefined) return options
  const clock = `const d = Date; const off = ${Date.parse(at)} - d.now(); globalThis.Date = class extends d { constructor(...a) { if (a.length) super(...a); else super(d.now() + off) } static now() { return d.now() + off } }`
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(clock)}` }
  return { ...options, environment: { ...options.environment, ...environment } }
}

/** Whatever the verdict, it is an answer: no stack, no claim of a defect, and only go is allowed and ends in 0. */
export function judged(result: ActionResult): Judged {
  expect(problemsOfLog(result)).toEqual([])
  const report = reportSchema.parse(JSON.parse(result.report ?? ''))
  const { verdict } = report
  expect(result.outputs['verdict']).toBe(verdict)
  expect(result.outputs['allowed']).toBe(verdict === 'go' ? 'true' : 'false')
  expect(result.exitCode).toBe(verdict === 'go' ? 0 : 1)
  const check = (id = 'ci-green') => {
    const found = report.checks.find((one) => one.id === `precheck/${id}`)
    if (found === undefined) throw new Error(`No check ${id}.`)
    return found
  }
  return {
    exit: result.exitCode,
    verdict,
    report,
    result,
    check,
    told(id) {
      const { status, reason } = check(id)
      return `${status} ${reason.code}`
    },
  }
}
