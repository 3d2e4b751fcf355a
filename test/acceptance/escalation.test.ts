import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import type { ActionResult } from '@operator/tooling'
import { buildBeforehand, type Scene, type SceneDescription, setScene } from '../attacks/scene.ts'
import {
  addComment,
  addEnvironment,
  addIssue,
  addPerson,
  addPullRequest,
  addReview,
  addWorkflowRun,
  labelPullRequest,
  mergePullRequest,
} from '../github/index.ts'
import { problemsOfLog } from './clean-log.ts'

/** Whose yes counts, and whose override: from comments on GitHub to the verdict of the built action. */

const actions = ['precheck']
/** Each test runs the action several times, one after the other. Milliseconds. */
const patience = 240_000
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const ci =
  'on: [pull_request, push]\npermissions: {}\njobs:\n  test: { runs-on: ubuntu-24.04, steps: [{ run: npm test }] }\n'
const operator =
  'on: [push]\npermissions: {}\njobs:\n  precheck: { runs-on: ubuntu-24.04, steps: [{ uses: org/operator/precheck@v1 }] }\n'
const replicas = (count: number) =>
  `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:\n  replicas: ${count}\n  template: { spec: { containers: [{ name: web, image: web }] } }\n`
const changelog = '# Changelog\n\n## [Unreleased]\n'

const policyOf = (...enforced: readonly string[]) =>
  ['precheck: { wait: 0s }', 'checks:', ...enforced.map((id) => `  precheck/${id}: enforce`), ''].join('\n')

/** A pull request by mona, with green CI. */
async function given(
  enforced: readonly string[],
  head: SceneDescription['head'],
  policy = '',
): Promise<Scene> {
  scene = await setScene(actions, {
    people: { hubot: 'write', guest: 'read' },
    base: {
      'CHANGELOG.md': changelog,
      'k8s/web.yml': replicas(2),
      '.github/workflows/ci.yml': ci,
      '.github/workflows/operator.yml': operator,
      '.github/operator.yml': policy.startsWith('precheck:') ? policy : `${policyOf(...enforced)}${policy}`,
    },
    head,
  })
  const { world } = scene
  addPerson(world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  addWorkflowRun(world, {
    workflow: 'ci.yml',
    event: 'pull_request',
    sha: scene.head,
    branch: 'topic',
    jobs: [{ name: 'test' }],
  })
  return scene
}

const open = ({ world }: Scene) => addPullRequest(world, { head: 'topic', author: 'mona', body: '' })

/** It is merged by hubot, and what was before is live in production. */
function ship({ world, worktree, base, head }: Scene): void {
  addWorkflowRun(world, {
    workflow: 'deploy.yml',
    sha: base,
    jobs: [{ name: 'deploy', environment: 'production' }],
  })
  worktree.git('update-ref', 'refs/heads/main', head)
  const [pull] = world.pullRequests
  if (pull === undefined) throw new Error('There is no pull request.')
  mergePullRequest(world, pull, { by: 'hubot', commit: head })
  addReview(world, pull, { author: 'hubot' })
  addWorkflowRun(world, { workflow: 'ci.yml', sha: head, jobs: [{ name: 'test' }] })
}

const say = ({ world }: Scene, author: string, body: string, edited = false) =>
  addComment(world, { issue: 1, author, body, ...(edited && { editedAt: '2026-01-07T00:00:00Z' }) })

function checkOf(result: ActionResult, id: string): Check {
  const { checks } = reportSchema.parse(JSON.parse(result.report ?? ''))
  const check = checks.find((one) => one.id === `precheck/${id}`)
  if (check === undefined) throw new Error(`no check ${id}`)
  return check
}

const told = (result: ActionResult, id: string) => {
  const { status, reason } = checkOf(result, id)
  return `${status} ${reason.code}`
}

function expectVerdict(result: ActionResult, verdict: string): void {
  expect(problemsOfLog(result)).toEqual([])
  expect(result.outputs['verdict']).toBe(verdict)
  expect(result.outputs['allowed']).toBe(String(verdict === 'go'))
  expect(result.exitCode).toBe(verdict === 'go' ? 0 : 1)
}

/** The line that the check tells people to write. */
function lineIn(result: ActionResult, id: string): string {
  const line = /\/operator approve \S+(?: [0-9a-f]{32})+/.exec(checkOf(result, id).next ?? '')?.[0]
  if (line === undefined) throw new Error(`no line in ${checkOf(result, id).next}`)
  return line
}

const asking = ['escalation', 'cost-impact']
const bigger = { 'k8s/web.yml': replicas(20) }

describe('what a human is asked about', () => {
  test(
    'is answered by the one whose yes counts, and by nobody else',
    async () => {
      const set = await given(asking, bigger)
      open(set)
      const asked = await set.onPullRequest('precheck', { inputs: { comment: 'false' } })
      expectVerdict(asked, 'ask-human')
      expect(told(asked, 'escalation')).toBe('ask cost')
      const line = lineIn(asked, 'escalation')
      say(set, 'mona', line)
      say(set, 'release-bot[bot]', line)
      say(set, 'guest', line)
      say(set, 'hubot', line, true)
      say(set, 'hubot', `Please write:\n${line}`)
      say(set, 'hubot', `> ${line}`)
      say(set, 'hubot', line.replace(/[0-9a-f]{32}/, 'f'.repeat(32)))
      const refused = await set.onPullRequest('precheck', { inputs: { comment: 'false' } })
      expectVerdict(refused, 'ask-human')
      const facts = checkOf(refused, 'cost-impact')
        .evidence.map(({ fact }) => fact)
        .join('\n')
      for (const why of ['mona opened', 'release-bot is a bot', 'guest may not write', 'was edited']) {
        expect(facts).toContain(why)
      }
      say(set, 'hubot', `${line}\nI looked at the bill.`)
      const answered = await set.onPullRequest('precheck', { inputs: { comment: 'false' } })
      expectVerdict(answered, 'go')
      expect(told(answered, 'escalation')).toBe('pass approved-by-person')
      expect(told(answered, 'cost-impact')).toBe('pass approved-by-person')
      expect(set.github.violations).toEqual([])
    },
    patience,
  )

  test(
    'is asked again when the content changes, and carries over to the deployment when it does not',
    async () => {
      const set = await given(asking, bigger)
      open(set)
      say(set, 'hubot', lineIn(await set.onPullRequest('precheck'), 'escalation'))
      expectVerdict(await set.onPullRequest('precheck'), 'go')
      ship(set)
      const inputs = { environment: 'production' }
      const shipped = await set.onPush('precheck', { inputs })
      expect(told(shipped, 'escalation')).toBe('pass approved-by-person')
      expect(told(shipped, 'cost-impact')).toBe('pass approved-by-person')
    },
    patience,
  )

  test(
    'that nobody could read is unknown',
    async () => {
      const set = await given(asking, bigger)
      open(set)
      const { faults } = set.github
      const path = ['repository', 'discussion']
      faults.add(
        { query: 'Release' },
        { kind: 'partial', path, type: 'FORBIDDEN', message: 'Not accessible' },
      )
      faults.add({ query: 'Discussions' }, { kind: 'status', status: 502 }, 9)
      const result = await set.onPullRequest('precheck')
      faults.clear()
      expectVerdict(result, 'incomplete')
      expect(told(result, 'cost-impact')).toBe('unknown approver-unknown')
    },
    patience,
  )
})

describe('a rollback of a critical feature', () => {
  const policy = 'watch: { rollback: { workflow: rollback.yml, critical: ["src/billing/**"] } }\n'
  const back = (set: Scene, actor: string) =>
    set.onEvent(
      'precheck',
      'workflow_dispatch',
      {
        repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
        ref: 'refs/heads/main',
      },
      { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: set.head, GITHUB_ACTOR: actor },
      { inputs: { environment: 'production', intent: 'rollback', commit: set.base } },
    )

  /** What was shipped fails in production. */
  const failing = (set: Scene) =>
    addWorkflowRun(set.world, {
      workflow: 'deploy.yml',
      sha: set.head,
      jobs: [{ name: 'deploy', environment: 'production', conclusion: 'failure' }],
    })

  test(
    'asks on the incident, and not the one who began it',
    async () => {
      const set = await given(['escalation'], { 'src/billing/pay.ts': 'export const pay = 1\n' }, policy)
      open(set)
      ship(set)
      failing(set)
      const incident = addIssue(set.world, { title: 'Checkout is down', labels: ['incident', 'incident:P1'] })
      const asked = await back(set, 'hubot')
      expectVerdict(asked, 'ask-human')
      expect(told(asked, 'escalation')).toBe('ask critical-rollback')
      const line = lineIn(asked, 'escalation')
      expect(checkOf(asked, 'escalation').next).toContain(`#${incident.number}`)
      addComment(set.world, { issue: incident.number, author: 'hubot', body: line })
      expectVerdict(await back(set, 'hubot'), 'ask-human')
      // Whoever wrote what is taken away may say so: going back brings nothing of theirs.
      addComment(set.world, { issue: incident.number, author: 'mona', body: line })
      expectVerdict(await back(set, 'hubot'), 'go')
    },
    patience,
  )

  test(
    'of anything else is held up by nobody; a label makes it critical',
    async () => {
      const set = await given(['escalation'], { 'src/shop.ts': 'export const name = 1\n' }, policy)
      open(set)
      ship(set)
      failing(set)
      const result = await back(set, 'hubot')
      expectVerdict(result, 'go')
      expect(told(result, 'escalation')).toBe('pass nothing-to-ask')
      const [pull] = set.world.pullRequests
      if (pull === undefined) throw new Error('There is no pull request.')
      labelPullRequest(set.world, pull, 'critical', 'hubot')
      expect(told(await back(set, 'hubot'), 'escalation')).toBe('ask critical-rollback')
    },
    patience,
  )
})

describe('the approval of a protected environment', () => {
  const approval = 'production-approval'
  const policy = `environments:\n  production: { approval-environment: ${approval} }\n`

  test(
    'answers what the job before it asked in the same run, and nothing else does',
    async () => {
      const set = await given(asking, bigger, policy)
      open(set)
      ship(set)
      const { world, head } = set
      addEnvironment(world, { name: approval, reviewers: ['hubot', 'mona'] })
      const run = addWorkflowRun(world, { workflow: 'operator.yml', sha: head, status: 'in_progress' })
      const environment = { GITHUB_RUN_ID: String(run.id) }
      const production = { environment: 'production' }
      const judge = (inputs: Readonly<Record<string, string>> = {}) =>
        set.onPush('precheck', { environment, inputs: { ...production, ...inputs } })
      const asked = await judge({ 'fail-on': 'incomplete' })
      expect(problemsOfLog(asked)).toEqual([])
      expect([asked.outputs['verdict'], asked.exitCode]).toEqual(['ask-human', 0])
      expect(checkOf(asked, 'escalation').next).toContain(`approves the environment ${approval}`)
      const shown = { 'approved-evidence': asked.outputs['evidence'] ?? '' }
      run.approvals.push({ environment: approval, state: 'rejected', user: 'hubot', comment: 'No.' })
      expectVerdict(await judge(shown), 'ask-human')
      run.approvals.push({ environment: approval, state: 'approved', user: 'hubot', comment: 'Go.' })
      expectVerdict(await judge(), 'ask-human')
      const answered = await judge(shown)
      expectVerdict(answered, 'go')
      expect(checkOf(answered, 'cost-impact').evidence).toContainEqual(
        expect.objectContaining({ source: `environment ${approval}` }),
      )
      const elsewhere = { ...environment, GITHUB_RUN_ID: '7' }
      const other = await set.onPush('precheck', {
        environment: elsewhere,
        inputs: { ...production, ...shown },
      })
      expect(told(other, 'escalation')).toBe('ask cost')
      // A later attempt, approved by the author: whose approval was for which attempt GitHub does not tell.
      run.approvals.push({ environment: approval, state: 'approved', user: 'mona', comment: 'Mine.' })
      const again = await judge(shown)
      expectVerdict(again, 'ask-human')
      expect(
        checkOf(again, 'cost-impact')
          .evidence.map(({ fact }) => fact)
          .join(),
      ).toContain('mona opened')
      expect(set.github.violations).toEqual([])
    },
    patience,
  )
})

describe('an override', () => {
  const silent = { 'src/shop.ts': 'export const name = "shop"\n' }
  const day = 86_400_000
  const inDays = (days: number) => new Date(Date.now() + days * day).toISOString().slice(0, 10)

  test(
    'holds for its commit, by the one whose word counts, and is shown wherever the verdict is',
    async () => {
      const set = await given(['changelog'], silent)
      open(set)
      const { head, base, world } = set
      const line = (commit = head, until = inDays(2)) =>
        `/operator override precheck/changelog ${commit} until ${until} because the entry comes with #13`
      const run = () => set.onPullRequest('precheck')
      const failed = await run()
      expectVerdict(failed, 'no-go')
      expect(told(failed, 'changelog')).toBe('fail entry-missing')
      say(set, 'mona', line())
      say(set, 'release-bot[bot]', line())
      say(set, 'guest', line())
      say(set, 'hubot', line(), true)
      say(set, 'hubot', line(base))
      say(set, 'hubot', line(head, inDays(-2)))
      say(set, 'hubot', line(head, inDays(90)))
      say(set, 'hubot', `/operator override precheck/changelog ${head} until ${inDays(2)}`)
      say(set, 'hubot', `/operator override precheck/* ${head} until ${inDays(2)} because it is late`)
      const attacked = await run()
      expectVerdict(attacked, 'no-go')
      const rules = (id: string) => checkOf(attacked, id).findings.map(({ ruleId }) => ruleId)
      expect(
        rules('changelog')
          .filter((rule) => rule.startsWith('override-'))
          .sort(),
      ).toEqual([
        'override-edited',
        'override-expired',
        'override-not-counted',
        'override-not-counted',
        'override-not-counted',
        'override-other-commit',
        'override-too-broad',
      ])
      expect(rules('escalation')).toEqual(['command-malformed', 'command-malformed'])
      say(set, 'hubot', line())
      const result = await run()
      expectVerdict(result, 'go')
      expect(told(result, 'changelog')).toBe('overridden overridden-by-person')
      const comment = world.comments.find(({ author }) => author === 'github-actions[bot]')?.body ?? ''
      for (const output of [result.summary, comment, result.log]) {
        expect(output).toContain('but for the overridden “Users are told what changed”')
        expect(output).toMatch(/hubot overrode this until .*the entry comes with/)
      }
      expect(result.sarif).toContain('precheck/changelog: hubot overrode this until')
      expect(result.log).toContain('::notice title=overridden::')
      expect(set.github.violations).toEqual([])
    },
    patience,
  )

  test(
    'of red CI counts only where the policy of the target branch says so',
    async () => {
      const red = async (policy: string, head: SceneDescription['head']) => {
        const set = await given(['ci-green'], head, policy)
        addWorkflowRun(set.world, {
          workflow: 'ci.yml',
          event: 'pull_request',
          sha: set.head,
          branch: 'topic',
          jobs: [{ name: 'test', conclusion: 'failure' }],
        })
        open(set)
        say(
          set,
          'hubot',
          `/operator override precheck/ci-green ${set.head} until ${inDays(1)} because the runner is broken`,
        )
        return set.onPullRequest('precheck')
      }
      const allowing = policyOf('ci-green').replace(
        'wait: 0s',
        'wait: 0s, overrides: { allow: [precheck/ci-green] }',
      )
      const refused = await red('', { ...silent, '.github/operator.yml': allowing })
      expectVerdict(refused, 'no-go')
      expect(checkOf(refused, 'ci-green').findings.map(({ ruleId }) => ruleId)).toContain(
        'override-not-allowed',
      )
      await scene?.close()
      scene = undefined
      const allowed = await red(allowing, silent)
      expectVerdict(allowed, 'go')
      expect(told(allowed, 'ci-green')).toBe('overridden overridden-by-person')
    },
    patience,
  )
})
