import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import type { ActionResult } from '@operator/tooling'
import { pullRequestPayload } from '../acceptance/pull-request-run.ts'
import {
  addDeployment,
  addPerson,
  addPullRequest,
  addReview,
  addRuleset,
  addStatus,
  addWorkflowRun,
  type NewReview,
} from '../github/index.ts'
import { buildBeforehand, expectNoGo, type Scene, setScene } from './scene.ts'

/** Design §4 lines 3 and 5, for what decides whether something is ready: who approved, which check is green, what ran before. */

const actions = ['precheck', 'gate'] as const
buildBeforehand(actions)

const action = 'precheck'

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const ci =
  'on: [pull_request, push]\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n'

const policyOf = (...enforced: readonly string[]) =>
  [
    'precheck: { wait: 0s }',
    'environments:',
    '  staging: { tier: staging }',
    '  production: { after: { environment: staging, soak: 0s, proof: deployed } }',
    ...(enforced.length === 0 ? [] : ['checks:', ...enforced.map((id) => `  ${id}: enforce`)]),
    '',
  ].join('\n')

interface Change {
  readonly enforced: readonly string[]
  readonly head?: Readonly<Record<string, string>>
  readonly message?: string
}

/** A change that is sound but for the attack. */
async function change({ enforced, head, message }: Change): Promise<Scene> {
  scene = await setScene(actions, {
    people: { mona: 'write', hubot: 'write', outsider: 'read' },
    base: {
      'README.md': '# shop\n',
      'package.json': '{ "name": "shop", "scripts": { "test": "node --test" } }\n',
      '.github/workflows/ci.yml': ci,
      '.github/operator.yml': policyOf(...enforced),
    },
    head: head ?? { 'README.md': '# the shop\n' },
    ...(message !== undefined && { message }),
  })
  // The change's commits are hers.
  addPerson(scene.world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  return scene
}

function statusOf(result: ActionResult, id: string): Check['status'] | undefined {
  return reportSchema.parse(JSON.parse(result.report ?? '')).checks.find((check) => check.id === id)?.status
}

function runCi({ world, head }: Scene, run: Partial<Parameters<typeof addWorkflowRun>[1]> = {}): void {
  addWorkflowRun(world, {
    workflow: '.github/workflows/ci.yml',
    event: 'pull_request',
    sha: head,
    branch: 'topic',
    jobs: [{ name: 'test' }],
    ...run,
  })
}

describe('approved', () => {
  const id = 'precheck/approved'

  async function reviewed(by: readonly NewReview[], details: Partial<Change> = {}): Promise<ActionResult> {
    const set = await change({ enforced: [id], ...details })
    const pull = addPullRequest(set.world, { head: 'topic', author: 'mona' })
    for (const review of by) addReview(set.world, pull, review)
    runCi(set)
    return set.onPullRequest(action)
  }

  test('by somebody else is approved', async () => {
    const result = await reviewed([{ author: 'hubot' }])
    expect(statusOf(result, id)).toBe('pass')
    expect(result.outputs['verdict']).toBe('go')
  })

  test.each<[string, readonly NewReview[], Partial<Change>]>([
    ['by nobody', [], {}],
    ['by the author', [{ author: 'mona' }], {}],
    ['by the author in other letters', [{ author: 'MONA' }], {}],
    ['by somebody who may only read', [{ author: 'outsider' }], {}],
    ['by a bot', [{ author: 'github-actions[bot]' }], {}],
    [
      'by a co-author',
      [{ author: 'hubot' }],
      { message: 'Change\n\nCo-authored-by: H <1+hubot@users.noreply.github.com>' },
    ],
    ['by a comment only', [{ author: 'hubot', state: 'COMMENTED' }], {}],
    [
      'by one while another asks for changes',
      [{ author: 'hubot' }, { author: 'octo', state: 'CHANGES_REQUESTED' }],
      {},
    ],
  ])('%s is not', async (_, reviews, details) => {
    const result = await reviewed(reviews, details)
    expectNoGo(result)
    expect(statusOf(result, id)).not.toBe('pass')
  })

  test('before the last push is not', async () => {
    const set = await change({ enforced: [id] })
    const pull = addPullRequest(set.world, { head: 'topic', author: 'mona' })
    addReview(set.world, pull, { author: 'hubot', commit: set.base })
    runCi(set)
    expectNoGo(await set.onPullRequest(action))
  })
})

describe('CI', () => {
  const id = 'precheck/ci-green'

  test.each<[string, (set: Scene) => void]>([
    ['without any check', () => undefined],
    [
      'that failed once and is called green by a person’s status',
      (set) => {
        runCi(set, { jobs: [{ name: 'test', conclusion: 'failure' }] })
        addStatus(set.world, { sha: set.head, context: 'test', state: 'success', creator: 'mona' })
      },
    ],
    [
      'that failed and is green in another workflow that the change brings',
      (set) => {
        runCi(set, { jobs: [{ name: 'test', conclusion: 'failure' }] })
        runCi(set, { workflow: '.github/workflows/new.yml' })
      },
    ],
    ['that was cancelled', (set) => runCi(set, { jobs: [{ name: 'test', conclusion: 'cancelled' }] })],
    ['whose every job was skipped', (set) => runCi(set, { jobs: [{ name: 'test', conclusion: 'skipped' }] })],
    ['that still runs', (set) => runCi(set, { jobs: [{ name: 'test', conclusion: null }] })],
    ['of another commit', (set) => runCi(set, { sha: set.base })],
  ])('%s is not green', async (_, prepare) => {
    const set = await change({ enforced: [id] })
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    prepare(set)
    const result = await set.onPullRequest(action)
    expectNoGo(result)
    expect(statusOf(result, id)).not.toBe('pass')
  })
})

describe('a required check', () => {
  const lint =
    'on: [pull_request, push]\npermissions: {}\njobs:\n  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm run lint\n'
  const renamed = lint.replace('  lint:', '  test:')

  async function required(head: Readonly<Record<string, string>>, workflow: string): Promise<ActionResult> {
    scene = await setScene(actions, {
      people: { mona: 'write', hubot: 'write' },
      base: {
        '.github/workflows/ci.yml': ci,
        '.github/workflows/lint.yml': lint,
        '.github/operator.yml': policyOf('precheck/ci-green', 'precheck/pipeline-changed'),
      },
      head,
    })
    addRuleset(scene.world, {
      rules: [
        { type: 'required_status_checks', parameters: { required_status_checks: [{ context: 'test' }] } },
      ],
    })
    addPullRequest(scene.world, { head: 'topic', author: 'mona' })
    runCi(scene, { workflow })
    return scene.onPullRequest(action)
  }

  test('from its own workflow counts', async () => {
    const result = await required({ 'README.md': '# shop\n' }, '.github/workflows/ci.yml')
    expect(result.outputs['verdict']).toBe('go')
  })

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'renamed job of another workflow',
      { '.github/workflows/lint.yml': renamed },
      '.github/workflows/lint.yml',
    ],
    ['job of a new workflow', { '.github/workflows/new.yml': renamed }, '.github/workflows/new.yml'],
  ])('is not answered by a %s', async (_, head, workflow) => {
    const result = await required(head, workflow)
    expectNoGo(result)
    expect(statusOf(result, 'precheck/ci-green')).not.toBe('pass')
  })

  test('whose own workflow lets another job bear its name asks a person', async () => {
    const two = `${ci}${lint.slice(lint.indexOf('  lint:'))}`
    const swapped = two.replace('  test:', '  former:').replace('  lint:', '  test:')
    const result = await required({ '.github/workflows/ci.yml': swapped }, '.github/workflows/ci.yml')
    expectNoGo(result)
    expect(statusOf(result, 'precheck/pipeline-changed')).not.toBe('pass')
  })
})

describe('a policy that the change rewrites', () => {
  const lax = [
    'checks: { precheck/ci-green: off, precheck/approved: off, precheck/pipeline-changed: off }',
    'precheck: { wait: 0s, allow-no-checks: true, optional-checks: ["*"], overrides: { allow: [precheck/ci-green] } }',
    '',
  ].join('\n')

  test('holds only once it is merged', async () => {
    const enforced = ['precheck/approved', 'precheck/pipeline-changed']
    const set = await change({ enforced, head: { '.github/operator.yml': lax } })
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    runCi(set, { jobs: [{ name: 'test', conclusion: 'failure' }] })
    const result = await set.onPullRequest(action)
    expectNoGo(result)
    expect(statusOf(result, 'precheck/ci-green')).toBe('fail')
    expect(statusOf(result, 'precheck/approved')).toBe('ask')
    expect(statusOf(result, 'precheck/pipeline-changed')).toBe('ask')
  })

  test('and takes nothing with it when it is deleted', async () => {
    const set = await change({ enforced: ['precheck/approved'] })
    set.worktree.git('rm', '--quiet', '.github/operator.yml')
    const head = set.worktree.commit({ 'README.md': '# shop, again\n' })
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    runCi(set, { sha: head })
    const payload = pullRequestPayload({ head, base: set.base, visibility: 'private', fork: false })
    const variables = { GITHUB_REF: 'refs/pull/1/merge', GITHUB_SHA: head }
    const result = await set.onEvent(action, 'pull_request', payload, variables)
    expectNoGo(result)
    expect(statusOf(result, 'precheck/approved')).toBe('ask')
  })
})

describe('a change to what judges it', () => {
  const id = 'precheck/pipeline-changed'

  test('any other change goes', async () => {
    const set = await change({ enforced: [id] })
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    runCi(set)
    expect((await set.onPullRequest(action)).outputs['verdict']).toBe('go')
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    ['tests that no longer run', { '.github/workflows/ci.yml': ci.replace('npm test', 'true') }],
    [
      'tests that may fail',
      { '.github/workflows/ci.yml': ci.replace('- run', '- continue-on-error: true\n        run') },
    ],
    [
      'a test script that tests nothing',
      { 'package.json': '{ "name": "shop", "scripts": { "test": "true" } }\n' },
    ],
    ['a policy that is laxer', { '.github/operator.yml': policyOf() }],
    ['no workflow at all', { '.github/workflows/ci.yml': 'on: workflow_dispatch\njobs: {}\n' }],
  ])('%s', async (_, head) => {
    const set = await change({ enforced: [id], head })
    const pull = addPullRequest(set.world, { head: 'topic', author: 'mona' })
    addReview(set.world, pull, { author: 'hubot' })
    runCi(set)
    const result = await set.onPullRequest(action)
    expectNoGo(result)
    expect(statusOf(result, id)).not.toBe('pass')
  })
})

describe('a deployment to production', () => {
  const enforced = ['precheck/staging-first']
  const environment = { inputs: { environment: 'production' } }
  const staged = (set: Scene, run: Partial<Parameters<typeof addWorkflowRun>[1]> = {}) =>
    addWorkflowRun(set.world, {
      workflow: '.github/workflows/deploy.yml',
      sha: set.head,
      jobs: [{ name: 'deploy', environment: 'staging' }],
      ...run,
    })

  async function deploy(prepare: (set: Scene) => void): Promise<ActionResult> {
    const set = await change({ enforced })
    runCi(set, { event: 'push', branch: 'main' })
    prepare(set)
    return set.onPush(action, environment)
  }

  test('of what ran in staging may go', async () => {
    const result = await deploy((set) => staged(set))
    expect(statusOf(result, 'precheck/staging-first')).toBe('pass')
    expect(result.outputs['verdict']).toBe('go')
  })

  test.each<[string, (set: Scene) => void]>([
    ['nothing', () => undefined],
    ['another commit', (set) => staged(set, { sha: set.base })],
    [
      'what a person says',
      ({ world, head }) =>
        addDeployment(world, { ref: head, environment: 'staging', creator: 'mona', statuses: ['success'] }),
    ],
    [
      'what some workflow says',
      ({ world, head }) => addDeployment(world, { ref: head, environment: 'staging', statuses: ['success'] }),
    ],
    [
      'what some workflow says in the name of CI',
      ({ world, head, github }) => {
        const run = world.workflowRuns.find(({ headSha }) => headSha === head)
        const logUrl = `${github.serverUrl}/octo/shop/actions/runs/${run?.id}`
        addDeployment(world, { ref: head, environment: 'staging', statuses: [{ state: 'success', logUrl }] })
      },
    ],
    ['a job of another branch', (set) => staged(set, { branch: 'topic' })],
    ['a job of a pull request', (set) => staged(set, { event: 'pull_request' })],
    [
      'a job that failed',
      (set) => staged(set, { jobs: [{ name: 'deploy', environment: 'staging', conclusion: 'failure' }] }),
    ],
  ])('after %s in staging does not', async (_, prepare) => {
    const result = await deploy(prepare)
    expectNoGo(result)
    expect(statusOf(result, 'precheck/staging-first')).not.toBe('pass')
  })
})

/** Three months around today are frozen. */
function freeze(): string {
  const day = (offset: number) =>
    new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Freeze']
  const dates = [`DTSTART;VALUE=DATE:${day(-45)}`, `DTEND;VALUE=DATE:${day(45)}`]
  return [...lines, ...dates, 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n')
}

describe('the deploy window', () => {
  const policy = [
    'precheck: { wait: 0s }',
    'checks: { precheck/deploy-window: enforce }',
    'environments:',
    '  production: { window: { zone: UTC, allow: ["00:00-24:00"], calendars: [freeze.ics] } }',
    '',
  ].join('\n')
  const before = { '.github/operator.yml': policy, '.github/workflows/ci.yml': ci, 'freeze.ics': freeze() }
  const empty = 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nEND:VCALENDAR\r\n'

  test('is open where nothing is frozen', async () => {
    scene = await setScene(actions, { base: { ...before, 'freeze.ics': empty }, head: { a: '1' } })
    const result = await scene.onDispatch(action, { inputs: { environment: 'production' } })
    expect(statusOf(result, 'precheck/deploy-window')).toBe('pass')
  })

  test.each<[string, Readonly<Record<string, string>>]>([
    [
      'is the default branch’s, not one that the commit opens',
      { '.github/operator.yml': policy.replace('[freeze.ics]', '[]') },
    ],
    ['has the default branch’s freezes, not those that the commit leaves', { 'freeze.ics': empty }],
    ['is closed while its calendar cannot be read', { 'freeze.ics': 'nothing' }],
  ])('%s', async (_, head) => {
    scene = await setScene(actions, { base: before, head })
    runCi(scene)
    const result = await scene.onDispatch(action, { inputs: { environment: 'production' } })
    expectNoGo(result)
    expect(statusOf(result, 'precheck/deploy-window')).not.toBe('pass')
  })
})

describe('the gate judges the same', () => {
  test('an approval by the author', async () => {
    const set = await change({ enforced: ['precheck/approved'] })
    addReview(set.world, addPullRequest(set.world, { head: 'topic', author: 'mona' }), { author: 'mona' })
    runCi(set)
    expectNoGo(await set.onPullRequest('gate'))
  })

  test('tests that no longer run', async () => {
    const head = { '.github/workflows/ci.yml': ci.replace('npm test', 'true') }
    const set = await change({ enforced: ['precheck/pipeline-changed'], head })
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    runCi(set)
    expectNoGo(await set.onPullRequest('gate'))
  })

  test('a commit that some workflow says ran in staging', async () => {
    const set = await change({ enforced: ['precheck/staging-first'] })
    runCi(set, { event: 'push', branch: 'main' })
    addDeployment(set.world, { ref: set.head, environment: 'staging', statuses: ['success'] })
    expectNoGo(await set.onPush('gate', { inputs: { environment: 'production' } }))
  })
})
