import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import type { ActionResult } from '@operator/tooling'
import { buildBeforehand, type Scene, setScene } from '../attacks/scene.ts'
import {
  addDeployment,
  addDeploymentStatus,
  addEnvironment,
  addIssue,
  addKept,
  addPerson,
  addPullRequest,
  addReview,
  addWorkflowRun,
  environmentOf,
} from '../github/index.ts'
import { problemsOfLog } from './clean-log.ts'

/** What only a deployment owes, through the built action: staging, its data, one change at a time, somebody who watches. */

const actions = ['precheck']
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const deploy = `on: { push: { branches: [main] } }
permissions: {}
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps: [{ run: ./deploy.sh, env: { KEY: "\${{ secrets.DEPLOY_KEY }}" } }]
`
const policy = (enforced: readonly string[], more: readonly string[]) =>
  [
    'precheck: { wait: 0s, rollback: { drill: 90d } }',
    'environments:',
    '  staging: { data: { file: staging-data.json, max-age: 7d } }',
    '  production: { after: { environment: staging, soak: 0s }, watchers: ["@octo/on-call"] }',
    'watch: { dashboards: [{ name: shop, url: "https://grafana.example.com/d/shop" }] }',
    'checks:',
    ...enforced.map((id) => `  precheck/${id}: enforce`),
    ...more,
    '',
  ].join('\n')

interface Given {
  readonly enforced: readonly string[]
  readonly head?: Readonly<Record<string, string>>
  readonly base?: Readonly<Record<string, string>>
}

/** #1 is merged and green; the commit before it is live in production. */
async function given({ enforced, head = {}, base = {} }: Given): Promise<Scene> {
  const set = await setScene(actions, {
    people: { mona: 'write', hubot: 'write', mallory: 'write' },
    base: {
      'README.md': '# shop\n',
      'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n',
      '.github/workflows/ci.yml': 'on: [push]\njobs: { test: { runs-on: x, steps: [{ run: npm test }] } }\n',
      '.github/operator.yml': policy(enforced, []),
      ...base,
    },
    head: {
      'src/shop.ts': 'export const name = "shop"\n',
      'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n- A name\n',
      ...head,
    },
  })
  scene = set
  addPerson(set.world, { login: 'mona', permission: 'write', email: 'a@example.com' })
  addWorkflowRun(set.world, {
    workflow: 'deploy.yml',
    sha: set.base,
    jobs: [{ name: 'deploy', environment: 'production' }],
  })
  set.worktree.git('update-ref', 'refs/heads/main', set.head)
  const body = '## Rollback plan\nRevert this pull request.\n'
  const pull = addPullRequest(set.world, {
    head: 'topic',
    author: 'mona',
    body,
    merged: { commit: set.head },
  })
  addReview(set.world, pull, { author: 'hubot' })
  addWorkflowRun(set.world, {
    workflow: 'ci.yml',
    event: 'push',
    sha: set.head,
    branch: 'main',
    jobs: [{ name: 'test' }],
  })
  return set
}

/** The commit on staging, by a job on main; `watch` are the words that the watch leaves there. */
function stage(
  set: Scene,
  ...watch: readonly (readonly ['in_progress' | 'success' | 'failure' | 'error', string])[]
): number {
  addWorkflowRun(set.world, {
    workflow: 'deploy.yml',
    sha: set.head,
    branch: 'main',
    jobs: [{ name: 'stage', environment: 'Staging' }],
  })
  const deployment = set.world.deployments.at(-1)
  if (deployment === undefined) throw new Error('There is no deployment.')
  for (const [state, description] of watch) addDeploymentStatus(set.world, deployment, { state, description })
  return deployment.id
}

const healthy = ['success', 'Healthy: Only abc is served; 2 paths work'] as const
const statement = (fields: object = {}) =>
  JSON.stringify({ taken_at: new Date().toISOString(), safe: true, production_like: true, ...fields })

const run = (
  set: Scene,
  environment: Readonly<Record<string, string>> = {},
  inputs: Readonly<Record<string, string>> = {},
) =>
  set.onPush('precheck', {
    inputs: { environment: 'production', ...inputs },
    environment: { GITHUB_ACTOR: 'mona', ...environment },
  })

const checkOf = (result: ActionResult, id: string): Check | undefined =>
  reportSchema.parse(JSON.parse(result.report ?? '')).checks.find((check) => check.id === `precheck/${id}`)
const told = (result: ActionResult, id: string) => {
  const check = checkOf(result, id)
  return `${check?.status} ${check?.reason.code}`
}
function expectClean(result: ActionResult, verdict: string): void {
  expect(problemsOfLog(result)).toEqual([])
  expect(result.outputs['verdict']).toBe(verdict)
}

describe('before a deployment', () => {
  test('watched on staging with safe data, alone, small, watched and practised: go', async () => {
    const enforced = [
      'staging-first',
      'staging-data',
      'one-change',
      'small-change',
      'watcher',
      'rollback-drill',
    ]
    const set = await given({ enforced })
    stage(set, ['in_progress', 'Watching abc.'], healthy)
    writeFileSync(join(set.worktree.directory, 'staging-data.json'), statement())
    const drill = addDeployment(set.world, {
      ref: set.base,
      environment: 'staging',
      statuses: ['in_progress'],
    })
    addDeploymentStatus(set.world, drill, {
      state: 'failure',
      description: 'Regressed: home is broken. Rolled back to 0123456789ab, proven',
    })
    const result = await run(set)
    for (const id of enforced) expect([id, told(result, id)]).toEqual([id, expect.stringMatching(/^pass /)])
    expectClean(result, 'go')
    expect(result.summary).toContain('[shop](https://grafana.example.com/d/shop)')
    expect(set.github.violations).toEqual([])
  })

  test('on staging, and nobody looked: incomplete; what regressed there: no-go', async () => {
    const set = await given({ enforced: ['staging-first'] })
    const deployment = stage(set)
    const unwatched = await run(set)
    expectClean(unwatched, 'incomplete')
    expect(told(unwatched, 'staging-first')).toBe('unknown not-watched-before')
    const recorded = set.world.deployments.find(({ id }) => id === deployment)
    if (recorded === undefined) throw new Error('There is no deployment.')
    // Words of somebody else are nobody's.
    addDeploymentStatus(set.world, recorded, {
      state: 'success',
      description: healthy[1],
      creator: 'mallory',
    })
    expect(told(await run(set), 'staging-first')).toBe('unknown not-watched-before')
    addDeploymentStatus(set.world, recorded, { state: 'failure', description: 'Regressed: home is broken' })
    const regressed = await run(set)
    expectClean(regressed, 'no-go')
    expect(checkOf(regressed, 'staging-first')?.reason.message).toContain('home is broken')
  })

  test('locked by somebody else: no-go; by who deploys: go; while another is on its way: incomplete', async () => {
    const set = await given({ enforced: ['one-change'] })
    const lock = JSON.stringify({ created_by: 'mona', reason: 'Release train', sticky: true })
    set.worktree.git('checkout', '--quiet', '--orphan', 'Production-branch-deploy-lock')
    set.worktree.commit({ 'lock.json': lock }, 'lock [skip ci]')
    set.worktree.git('checkout', '--quiet', '-f', 'topic')
    expectClean(await run(set), 'go')
    const locked = await run(set, { GITHUB_ACTOR: 'hubot' })
    expectClean(locked, 'no-go')
    expect(checkOf(locked, 'one-change')?.reason.message).toContain('locked by mona')
    addDeployment(set.world, { ref: set.base, environment: 'PRODUCTION', statuses: ['in_progress'] })
    const busy = await run(set)
    expectClean(busy, 'incomplete')
    expect(told(busy, 'one-change')).toBe('pending deployment-in-progress')
  })

  test('a statement that comes with the change vouches for nothing', async () => {
    const set = await given({ enforced: ['staging-data'], head: { 'staging-data.json': statement() } })
    const result = await run(set)
    expectClean(result, 'incomplete')
    expect(told(result, 'staging-data')).toBe('unknown comes-with-the-change')
  })

  test('a secret that a workflow newly needs is looked for where the token may', async () => {
    const set = await given({
      enforced: ['env-documented'],
      base: { 'docs/setup.md': 'DEPLOY_KEY: the key that deploys.\n' },
      head: { '.github/workflows/deploy.yml': deploy },
    })
    const refused = await run(set)
    expectClean(refused, 'go')
    expect(checkOf(refused, 'env-documented')?.reason.message).toContain(
      'Cannot verify that production has DEPLOY_KEY',
    )
    if (environmentOf(set.world, 'production') === undefined)
      addEnvironment(set.world, { name: 'production' })
    addKept(set.world, { kind: 'secret', at: { environment: 'production' }, name: 'DEPLOY_KEYS' })
    const token = set.github.mintToken({ permissions: 'read-all' })
    const missing = await run(set, {}, { 'github-token': token })
    expectClean(missing, 'no-go')
    expect(checkOf(missing, 'env-documented')?.next).toContain('is DEPLOY_KEYS meant')
    addKept(set.world, { kind: 'secret', at: 'organization', name: 'DEPLOY_KEY' })
    expectClean(await run(set, {}, { 'github-token': token }), 'go')
  })

  test('two incidents: a hotfix says which one it mends', async () => {
    const set = await given({ enforced: ['no-open-incident'] })
    addIssue(set.world, { title: 'Down', labels: ['incident', 'incident:P0'] })
    const { number } = addIssue(set.world, { title: 'Slow', labels: ['incident', 'incident:P1'] })
    const unnamed = await run(set, {}, { intent: 'hotfix' })
    expectClean(unnamed, 'no-go')
    expect(told(unnamed, 'no-open-incident')).toBe('fail hotfix-unnamed')
    const named = await run(set, {}, { intent: 'hotfix', incident: `#${number}` })
    expect(told(named, 'no-open-incident')).toBe('pass hotfix-for-incident')
  })
})

describe('nobody is there', () => {
  test('a schedule deploys, and no one is named: no-go', async () => {
    const set = await given({ enforced: ['watcher'] })
    const lines = policy(['watcher'], []).replace(', watchers: ["@octo/on-call"]', '')
    set.worktree.git('checkout', '--quiet', 'topic')
    const head = set.worktree.commit({ '.github/operator.yml': lines }, 'Nobody watches')
    set.worktree.git('update-ref', 'refs/heads/main', head)
    set.worktree.git('update-ref', 'refs/remotes/origin/main', head)
    const result = await set.onEvent(
      'precheck',
      'schedule',
      {
        repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
        schedule: '0 9 * * *',
      },
      { GITHUB_REF: 'refs/heads/main', GITHUB_SHA: head, GITHUB_ACTOR: 'mona' },
      { inputs: { environment: 'production' } },
    )
    expect(told(result, 'watcher')).toBe('fail nobody-watches')
    expect(result.outputs['allowed']).toBe('false')
  })
})
