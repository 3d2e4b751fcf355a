import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import type { ActionResult } from '@operator/tooling'
import { buildBeforehand, type Scene, type SceneDescription, setScene } from '../attacks/scene.ts'
import {
  addCheckRun,
  addIssue,
  addJob,
  addPerson,
  addPullRequest,
  addReview,
  addRuleset,
  addStatus,
  addWorkflowRun,
  completeWorkflowRun,
  type NewPullRequest,
  type NewWorkflowRun,
  protectBranch,
  queuePullRequest,
} from '../github/index.ts'
import { problemsOfLog } from './clean-log.ts'

const actions = ['precheck']
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const ci = `on: [pull_request, push]
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
const operator = `on: [pull_request, push, merge_group]
permissions: {}
jobs:
  precheck:
    runs-on: ubuntu-24.04
    steps: [{ uses: org/operator/precheck@v1 }]
  operator:
    needs: precheck
    if: always()
    runs-on: ubuntu-24.04
    steps: [{ run: "true" }]
`

const policyOf = (lines: readonly string[], enforced: readonly string[]) =>
  [
    'precheck: { wait: 0s }',
    ...lines,
    ...(enforced.length === 0 ? [] : ['checks:', ...enforced.map((id) => `  precheck/${id}: enforce`)]),
    '',
  ].join('\n')

interface Given {
  readonly policy?: readonly string[]
  readonly enforced?: readonly string[]
  readonly base?: SceneDescription['base']
  readonly head?: SceneDescription['head']
  readonly people?: SceneDescription['people']
}

/** A repository with one change on a topic branch, and nothing on GitHub yet. */
async function given({ policy = [], enforced = [], base, head, people }: Given = {}): Promise<Scene> {
  scene = await setScene(actions, {
    ...(people !== undefined && { people }),
    base: {
      'README.md': '# shop\n',
      'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n',
      '.github/workflows/ci.yml': ci,
      '.github/workflows/operator.yml': operator,
      '.github/operator.yml': policyOf(policy, enforced),
      ...base,
    },
    head: head ?? {
      'src/shop.ts': 'export const name = "shop"\n',
      'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n- A name\n',
    },
  })
  // The change's commits are hers.
  addPerson(scene.world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  return scene
}

function runCi({ world, head }: Scene, run: Partial<NewWorkflowRun> = {}) {
  return addWorkflowRun(world, {
    workflow: 'ci.yml',
    event: 'pull_request',
    sha: head,
    branch: 'topic',
    jobs: [{ name: 'lint' }, { name: 'test' }],
    ...run,
  })
}

function openPullRequest({ world }: Scene, pull: Partial<NewPullRequest> = {}) {
  return addPullRequest(world, {
    head: 'topic',
    author: 'mona',
    body: '## Rollback plan\nRevert this pull request.\n',
    ...pull,
  })
}

function require(set: Scene, ...contexts: readonly string[]) {
  addRuleset(set.world, {
    rules: [
      {
        type: 'required_status_checks',
        parameters: { required_status_checks: contexts.map((context) => ({ context })) },
      },
    ],
  })
}

const checkOf = (result: ActionResult, id: string): Check | undefined =>
  reportSchema.parse(JSON.parse(result.report ?? '')).checks.find((check) => check.id === `precheck/${id}`)

const told = (result: ActionResult, id = 'ci-green') => {
  const check = checkOf(result, id)
  return `${check?.status} ${check?.reason.code}`
}

function expectClean(result: ActionResult, verdict: string): void {
  expect(problemsOfLog(result)).toEqual([])
  expect(result.outputs['verdict']).toBe(verdict)
  expect(result.outputs['allowed']).toBe(verdict === 'go' ? 'true' : 'false')
  expect(result.exitCode).toBe(verdict === 'go' ? 0 : 1)
}

describe('on a pull request', () => {
  test('green, required and approved goes, for one query and two calls', async () => {
    const set = await given({ enforced: ['lint', 'tests', 'approved', 'rollback-plan', 'changelog'] })
    require(set, 'test')
    protectBranch(set.world, { branch: 'main', checks: ['lint'] })
    addReview(set.world, openPullRequest(set), { author: 'hubot' })
    runCi(set)
    const before = set.github.budgets.graphql.remaining
    const result = await set.onPullRequest('precheck', { inputs: { comment: 'false' } })
    expectClean(result, 'go')
    expect(told(result)).toBe('pass green')
    expect(told(result, 'approved')).toBe('pass approved')
    expect(told(result, 'changelog')).toBe('pass entry-found')
    expect(told(result, 'merged')).toBe('not-applicable deploy-only')
    expect(set.github.requests.filter(({ operation }) => operation !== 'graphql')).toHaveLength(2)
    expect(before - set.github.budgets.graphql.remaining).toBeLessThanOrEqual(2)
    expect(set.github.violations).toEqual([])
  })

  test('red is no-go, whatever was required', async () => {
    const set = await given()
    require(set, 'lint')
    openPullRequest(set)
    runCi(set, { jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    const result = await set.onPullRequest('precheck')
    expectClean(result, 'no-go')
    expect(told(result)).toBe('fail checks-failed')
    expect(result.summary).toContain('test \\(ci.yml, pull\\_request\\) says failure')
  })

  test.each(['ruleset', 'classic protection'])('required by %s and never reported', async (source) => {
    const set = await given()
    if (source === 'ruleset') require(set, 'tests')
    else protectBranch(set.world, { branch: 'main', checks: ['tests'] })
    openPullRequest(set)
    runCi(set)
    const result = await set.onPullRequest('precheck')
    expectClean(result, 'no-go')
    expect(told(result)).toBe('fail required-missing')
    expect(checkOf(result, 'ci-green')?.reason.message).toContain('Close to "tests": "test"')
  })

  test('skipped because what it needs failed', async () => {
    const set = await given()
    require(set, 'test')
    openPullRequest(set)
    runCi(set, {
      jobs: [
        { name: 'lint', conclusion: 'failure' },
        { name: 'test', conclusion: 'skipped' },
      ],
    })
    expect(told(await set.onPullRequest('precheck'))).toBe('fail checks-failed')
  })

  test('skipped in a run that held, and required', async () => {
    const set = await given()
    require(set, 'test')
    openPullRequest(set)
    runCi(set, { jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'skipped' }] })
    expect(told(await set.onPullRequest('precheck'))).toBe('fail required-skipped')
  })

  test('two workflows with the same job name', async () => {
    const other = { '.github/workflows/other.yml': ci }
    const set = await given({ base: other })
    require(set, 'test')
    openPullRequest(set)
    runCi(set, { workflow: 'other.yml', jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    runCi(set)
    expect(told(await set.onPullRequest('precheck'))).toBe('fail checks-failed')
  })

  test('the newest run of a workflow counts', async () => {
    const set = await given()
    openPullRequest(set)
    runCi(set, { jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    runCi(set)
    expectClean(await set.onPullRequest('precheck'), 'go')
  })

  test('this job and what needs it are left out; another job of the run is waited for', async () => {
    const set = await given()
    require(set, 'operator', 'precheck')
    openPullRequest(set)
    runCi(set)
    const own = addWorkflowRun(set.world, {
      workflow: 'operator.yml',
      event: 'pull_request',
      sha: set.head,
      branch: 'topic',
      status: 'in_progress',
      jobs: [{ name: 'precheck', conclusion: null }],
    })
    const environment = {
      GITHUB_RUN_ID: String(own.id),
      GITHUB_JOB: 'precheck',
      GITHUB_WORKFLOW_SHA: set.base,
    }
    const inputs = { 'check-run-id': String(own.jobs[0]?.id) }
    const result = await set.onPullRequest('precheck', { environment, inputs })
    expectClean(result, 'go')
    expect(checkOf(result, 'ci-green')?.evidence.map(({ fact }) => fact)).toEqual(
      expect.arrayContaining(['operator: it waits for this job', 'precheck: it is this job']),
    )
    addJob(set.world, own, { name: 'surprise', conclusion: null })
    const waiting = await set.onPullRequest('precheck', { environment, inputs })
    expectClean(waiting, 'incomplete')
    expect(told(waiting)).toBe('pending checks-pending')
    expect(checkOf(waiting, 'ci-green')?.reason.message).toContain('surprise')
  })

  test('it waits for what still runs, and then judges it', async () => {
    const set = await given()
    openPullRequest(set)
    const run = runCi(set, { jobs: [{ name: 'lint' }], status: 'in_progress' })
    const judging = set.onPullRequest('precheck', { inputs: { wait: '4s' } })
    // It has seen the run unfinished.
    while (!set.github.requests.some(({ operation }) => operation === 'graphql')) await sleep(50)
    await sleep(500)
    addJob(set.world, run, { name: 'test' })
    completeWorkflowRun(set.world, run, 'success')
    const result = await judging
    expectClean(result, 'go')
    expect(checkOf(result, 'ci-green')?.evidence.some(({ fact }) => /^waited \d+ s$/.test(fact))).toBe(true)
  })

  test('more than one page of checks: the last one counts too', async () => {
    const set = await given()
    require(set, 'external 149')
    openPullRequest(set)
    for (let number = 0; number < 150; number += 1) {
      addCheckRun(set.world, { sha: set.head, name: `external ${number}`, app: 'other-ci' })
    }
    expectClean(await set.onPullRequest('precheck'), 'go')
    addStatus(set.world, { sha: set.head, context: 'the last one', state: 'failure' })
    expect(told(await set.onPullRequest('precheck'))).toBe('fail checks-failed')
  })

  test.each([
    ['statuses', { statuses: undefined }],
    ['checks', { checks: undefined }],
  ])('without the permission %s it is incomplete, never green', async (_, without) => {
    const set = await given()
    openPullRequest(set)
    runCi(set)
    addStatus(set.world, { sha: set.head, context: 'external', state: 'success' })
    const all = {
      actions: 'read',
      checks: 'read',
      contents: 'read',
      'pull-requests': 'write',
      issues: 'write',
      deployments: 'read',
      statuses: 'read',
    } as const
    const permissions = Object.fromEntries(
      Object.entries({ ...all, ...without }).filter(([, level]) => level !== undefined),
    )
    const result = await set.onPullRequest('precheck', { permissions })
    expectClean(result, 'incomplete')
    expect(checkOf(result, 'ci-green')?.status).toBe('unknown')
  })

  test('half an answer is unknown, and so is a server that is down', async () => {
    const set = await given()
    openPullRequest(set)
    runCi(set)
    const release = { operation: 'graphql', query: 'Release' }
    const path = ['repository', 'object', 'statusCheckRollup']
    set.github.faults.add(release, {
      kind: 'partial',
      path,
      type: 'FORBIDDEN',
      message: 'Resource not accessible',
    })
    expect(told(await set.onPullRequest('precheck'))).toBe('unknown checks-unread')
    set.github.faults.add(release, { kind: 'status', status: 502 }, 3)
    const down = await set.onPullRequest('precheck')
    expectClean(down, 'incomplete')
    expect(told(down)).toBe('unknown unavailable')
    set.github.faults.add({ operation: 'repos/get-branch-rules' }, { kind: 'status', status: 403 })
    expect(told(await set.onPullRequest('precheck'))).toBe('unknown forbidden')
  })

  test.each([
    ['a fork', { fork: true }],
    ['Dependabot', { dependabot: true }],
  ] as const)('from %s: the verdict is the same, without a comment', async (_, token) => {
    const set = await given()
    openPullRequest(set)
    runCi(set)
    const result = await set.onPullRequest('precheck', { token })
    expectClean(result, 'go')
    expect(set.world.comments).toHaveLength(0)
  })

  test('an approval by the author, or of older code, asks for another', async () => {
    const set = await given({ enforced: ['approved'] })
    const pull = openPullRequest(set)
    runCi(set)
    addReview(set.world, pull, { author: 'mona' })
    expect(told(await set.onPullRequest('precheck'), 'approved')).toBe('ask approval-missing')
    addReview(set.world, pull, { author: 'hubot', commit: set.base })
    const stale = await set.onPullRequest('precheck')
    expectClean(stale, 'ask-human')
    expect(told(stale, 'approved')).toBe('ask approval-stale')
  })

  test('what it read is judged the same anywhere', async () => {
    const set = await given({ enforced: ['approved', 'rollback-plan'] })
    addReview(set.world, openPullRequest(set), { author: 'hubot' })
    runCi(set)
    const path = join(mkdtempSync(join(tmpdir(), 'operator-precheck-')), 'facts.json')
    const first = await set.onPullRequest('precheck', { inputs: { snapshot: `write:${path}` } })
    const again = await set.onPullRequest('precheck', { inputs: { snapshot: `replay:${path}` } })
    expect(reportSchema.parse(JSON.parse(again.report ?? '')).checks).toEqual(
      reportSchema.parse(JSON.parse(first.report ?? '')).checks,
    )
  })
})

describe('before a deployment', () => {
  const production = { inputs: { environment: 'production' } }

  /** The topic is merged by #1, what ran before is live, and CI is green. */
  async function merged(details: Given = {}, run: Partial<NewWorkflowRun> = {}): Promise<Scene> {
    const set = await given(details)
    addWorkflowRun(set.world, {
      workflow: 'deploy.yml',
      sha: set.base,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    set.worktree.git('update-ref', 'refs/heads/main', set.head)
    const pull = openPullRequest(set, { merged: { commit: set.head } })
    addReview(set.world, pull, { author: 'hubot' })
    runCi(set, { event: 'push', branch: 'main', ...run })
    return set
  }

  test('merged, approved, green, in a window, without an incident: go', async () => {
    const set = await merged({
      enforced: [
        'merged',
        'approved',
        'deploy-window',
        'no-open-incident',
        'rollback-plan',
        'pipeline-changed',
      ],
      policy: ['environments:', '  production:', '    window: { zone: Europe/Paris, allow: [Mon-Sun] }'],
    })
    const result = await set.onPush('precheck', production)
    expectClean(result, 'go')
    for (const id of ['merged', 'approved', 'deploy-window', 'no-open-incident', 'rollback-plan']) {
      expect([id, checkOf(result, id)?.status]).toEqual([id, 'pass'])
    }
    expect(result.outputs['next-open-at']).toBe('')
    expect(set.github.violations).toEqual([])
  })

  test('a direct push in the range is named', async () => {
    const set = await merged({ enforced: ['merged', 'approved'] })
    set.worktree.git('checkout', '--quiet', 'topic')
    const direct = set.worktree.commit({ 'src/hack.ts': 'export {}\n' }, 'Quick fix')
    set.worktree.git('update-ref', 'refs/heads/main', direct)
    set.worktree.git('update-ref', 'refs/remotes/origin/main', direct)
    runCi({ ...set, head: direct }, { event: 'push', branch: 'main' })
    const result = await set.onPush('precheck', { inputs: { ...production.inputs, commit: direct } })
    expectClean(result, 'no-go')
    expect(told(result, 'merged')).toBe('fail direct-push')
    expect(checkOf(result, 'merged')?.reason.message).toContain(`${direct.slice(0, 8)} "Quick fix"`)
  })

  test('approved by the author alone: no-go', async () => {
    const set = await given({ enforced: ['approved'] })
    addWorkflowRun(set.world, {
      workflow: 'deploy.yml',
      sha: set.base,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    set.worktree.git('update-ref', 'refs/heads/main', set.head)
    addReview(set.world, openPullRequest(set, { merged: { commit: set.head } }), { author: 'mona' })
    runCi(set, { event: 'push', branch: 'main' })
    const result = await set.onPush('precheck', production)
    expectClean(result, 'no-go')
    expect(told(result, 'approved')).toBe('fail approval-missing')
  })

  test('on a Friday afternoon: no-go until Monday', async () => {
    const set = await merged({
      enforced: ['deploy-window'],
      policy: ['environments:', '  production: { window: { zone: Europe/Paris } }'],
    })
    const friday = Date.parse('2027-03-05T14:00:00Z')
    const clock = `const d = Date; const off = ${friday} - d.now(); globalThis.Date = class extends d { constructor(...a) { if (a.length) super(...a); else super(d.now() + off) } static now() { return d.now() + off } }`
    const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(clock)}` }
    const result = await set.onPush('precheck', { ...production, environment })
    expectClean(result, 'no-go')
    expect(told(result, 'deploy-window')).toBe('fail outside-hours')
    expect(result.outputs['next-open-at']).toBe('2027-03-07T23:00:00.000Z')
    expect(result.outputs['summary']).toContain('2027-03-07T23:00:00.000Z')
  })

  test('staging comes first, and for long enough', async () => {
    const set = await merged({
      enforced: ['staging-first'],
      policy: [
        'environments:',
        '  staging: {}',
        '  production: { after: { environment: staging, soak: 1h, proof: deployed } }',
      ],
    })
    expect(told(await set.onPush('precheck', production), 'staging-first')).toBe('fail not-deployed-before')
    addWorkflowRun(set.world, {
      workflow: 'deploy.yml',
      sha: set.head,
      jobs: [{ name: 'deploy', environment: 'Staging' }],
    })
    const result = await set.onPush('precheck', production)
    expectClean(result, 'incomplete')
    expect(told(result, 'staging-first')).toBe('pending not-soaked')
  })

  test('an open P0 stops everything but its hotfix', async () => {
    const set = await merged({
      enforced: ['no-open-incident'],
      people: { mona: 'write', hubot: 'write', stranger: 'read' },
    })
    addIssue(set.world, { title: 'Not one', labels: ['incident', 'incident:P0'], author: 'stranger' })
    expectClean(await set.onPush('precheck', production), 'go')
    addIssue(set.world, { title: 'Down', labels: ['incident', 'incident:P0'] })
    const result = await set.onPush('precheck', production)
    expectClean(result, 'no-go')
    expect(told(result, 'no-open-incident')).toBe('fail incident-open')
    const hotfix = await set.onPush('precheck', { inputs: { ...production.inputs, intent: 'hotfix' } })
    expectClean(hotfix, 'go')
    expect(told(hotfix, 'tests')).toBe('not-applicable owed-after-hotfix')
  })

  test('a rollback goes back to what was healthy here, and to nothing else', async () => {
    const set = await merged()
    addWorkflowRun(set.world, {
      workflow: 'deploy.yml',
      sha: set.head,
      jobs: [{ name: 'deploy', environment: 'production', conclusion: 'failure' }],
    })
    const back = { environment: 'production', intent: 'rollback', commit: set.base }
    const result = await set.onPush('precheck', { inputs: back })
    expectClean(result, 'go')
    expect(told(result, 'rollback-plan')).toBe('pass rollback-proven')
    expect(told(result)).toBe('not-applicable waived-for-rollback')
    const forward = await set.onPush('precheck', { inputs: { ...back, commit: set.head } })
    expectClean(forward, 'no-go')
    expect(told(forward)).toBe('fail never-healthy-here')
  })

  test('evidence that nobody can check counts for nothing', async () => {
    const set = await merged({ enforced: ['security-baseline'] })
    const inputs = { ...production.inputs, 'security-baseline': '{"verdict":"go","allowed":true}' }
    const result = await set.onPush('precheck', { inputs })
    expectClean(result, 'incomplete')
    expect(told(result, 'security-baseline')).toBe('unknown evidence-unverified')
  })
})

describe('in a merge queue', () => {
  test('CI is judged on the group, reviews on each pull request in it', async () => {
    const set = await given({ enforced: ['approved'] })
    const pull = openPullRequest(set)
    queuePullRequest(set.world, {
      branch: 'main',
      pullRequest: pull.number,
      headSha: set.head,
      baseSha: set.base,
    })
    runCi(set, { event: 'merge_group', branch: 'gh-readonly-queue/main/pr-1' })
    const group = {
      repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
      merge_group: {
        head_sha: set.head,
        base_sha: set.base,
        base_ref: 'refs/heads/main',
        head_ref: `refs/heads/gh-readonly-queue/main/pr-${pull.number}-${set.base}`,
      },
    }
    const run = () => set.onEvent('precheck', 'merge_group', group, { GITHUB_SHA: set.head })
    const unreviewed = await run()
    expectClean(unreviewed, 'no-go')
    expect(told(unreviewed, 'approved')).toBe('fail approval-missing')
    addReview(set.world, pull, { author: 'hubot' })
    expectClean(await run(), 'go')
  })
})
