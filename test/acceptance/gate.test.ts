import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { type Check, report as reportSchema } from '@operator/report'
import { type ActionResult, runActionProcess } from '@operator/tooling'
import { brokenMigration, makePrivateKey, soundMigrations } from '../attacks/flaws.ts'
import { buildBeforehand, type Scene, type SceneDescription, setScene } from '../attacks/scene.ts'
import { addComment, addPerson, addPullRequest, addReview, addWorkflowRun } from '../github/index.ts'
import { releaseTree } from './built-tree.ts'
import { problemsOfLog } from './clean-log.ts'
import { pullRequestPayload } from './pull-request-run.ts'

const actions = ['gate']
buildBeforehand(actions)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const ci =
  'on: pull_request\npermissions: {}\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: npm test\n'
const base = {
  ...soundMigrations,
  'README.md': '# shop\n',
  '.github/workflows/ci.yml': ci,
  'package.json': '{ "name": "shop" }\n',
}

/** A pull request #1 with green CI that somebody approved. */
async function pullRequest(head: SceneDescription['head'], wait = '0s'): Promise<Scene> {
  const set = await setScene(actions, {
    base: { ...base, '.github/operator.yml': `precheck: { wait: ${wait} }\n` },
    head,
  })
  scene = set
  const pull = addPullRequest(set.world, { head: 'topic', author: 'mona' })
  addReview(set.world, pull, { author: 'hubot' })
  addWorkflowRun(set.world, {
    workflow: '.github/workflows/ci.yml',
    event: 'pull_request',
    sha: set.head,
    branch: 'topic',
    jobs: [{ name: 'test', conclusion: 'success' }],
  })
  return set
}

const checksOf = (result: ActionResult): ReadonlyMap<string, Check> =>
  new Map(reportSchema.parse(JSON.parse(result.report ?? '')).checks.map((check) => [check.id, check]))

const soundChange = {
  'src/shop.ts': 'export const name = "shop"\n',
  'migrations/000002_email.up.sql': 'ALTER TABLE customers ADD COLUMN email text;\n',
  'migrations/000002_email.down.sql': 'ALTER TABLE customers DROP COLUMN email;\n',
}

describe('gate on a pull request', () => {
  test('a sound change goes, for few calls, with one comment that is kept', async () => {
    const { onPullRequest, github, world } = await pullRequest(soundChange)
    const before = github.budgets.graphql.remaining
    const result = await onPullRequest('gate')
    expect(problemsOfLog(result)).toEqual([])
    expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'go', allowed: 'true' } })

    const rest = github.requests.filter(({ operation }) => operation !== 'graphql')
    expect(rest.length).toBeLessThanOrEqual(8)
    expect(before - github.budgets.graphql.remaining).toBeLessThanOrEqual(5)

    const checks = checksOf(result)
    expect(checks.get('migration-guard/rehearsal')?.status).toBe('pass')
    expect(checks.get('precheck/security-baseline')?.status).toBe('pass')
    expect(checks.get('precheck/migration-guard')?.status).toBe('pass')
    expect(world.comments).toHaveLength(1)
    expect(world.comments[0]?.body).toMatch(/^<!-- operator:gate:default -->\n## ✅ /)

    const again = await onPullRequest('gate')
    expect(again.outputs['verdict']).toBe('go')
    expect(world.comments).toHaveLength(1)
  })

  test('the root of a release is the gate, rehearsal and all', async () => {
    const { onPullRequest } = await pullRequest(soundChange)
    const result = await onPullRequest('.')
    expect(result.outputs['verdict']).toBe('go')
    expect(checksOf(result).get('migration-guard/rehearsal')?.status).toBe('pass')
  })

  test('each flaw is found by the action whose it is, and precheck knows of it without evidence', async () => {
    const key = makePrivateKey()
    const { onPullRequest, world } = await pullRequest({ 'deploy.key': key, ...brokenMigration })
    const result = await onPullRequest('gate')
    expect(problemsOfLog(result, [key])).toEqual([])
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'no-go', allowed: 'false' } })
    const checks = checksOf(result)
    for (const id of [
      'security-baseline/secrets',
      'migration-guard/rehearsal',
      'precheck/security-baseline',
      'precheck/migration-guard',
    ]) {
      expect([id, checks.get(id)?.status]).toEqual([id, 'fail'])
    }
    expect(world.comments[0]?.body).toMatch(/\n## ❌ /)
  })

  test('a dropped column ships once somebody whose word counts said yes to exactly that', async () => {
    const { onPullRequest, world } = await pullRequest({
      'migrations/000002_drop.up.sql': 'ALTER TABLE customers DROP COLUMN name;\n',
      'migrations/000002_drop.down.sql':
        "ALTER TABLE customers ADD COLUMN name text NOT NULL DEFAULT '';\nALTER TABLE customers ALTER COLUMN name DROP DEFAULT;\n",
    })
    addPerson(world, { login: 'mona', permission: 'write', email: 'a@example.com' })
    const asked = checksOf(await onPullRequest('gate'))
    const data = asked.get('migration-guard/data')
    expect([data?.status, asked.get('precheck/escalation')?.status]).toEqual(['ask', 'ask'])
    const line = /\/operator approve migration-guard\/data [0-9a-f]{32}/.exec(data?.next ?? '')?.[0] ?? ''
    expect(asked.get('precheck/escalation')?.next).toContain(line)
    addComment(world, { issue: 1, author: 'mona', body: line })
    expect((await onPullRequest('gate')).outputs['verdict']).toBe('ask-human')
    addComment(world, { issue: 1, author: 'hubot', body: line })
    const result = await onPullRequest('gate')
    expect(problemsOfLog(result)).toEqual([])
    expect(result.outputs['verdict']).toBe('go')
    expect(checksOf(result).get('migration-guard/data')?.reason.code).toBe('approved-by-person')
    expect(checksOf(result).get('precheck/migration-guard')?.status).toBe('pass')
  })

  test('a replay of its facts gives the same verdict', async () => {
    const { onPullRequest } = await pullRequest({ ...soundChange, ...brokenMigration })
    const path = join(mkdtempSync(join(tmpdir(), 'operator-gate-')), 'facts.json')
    const first = await onPullRequest('gate', { inputs: { snapshot: `write:${path}` } })
    const replayed = await onPullRequest('gate', { inputs: { snapshot: `replay:${path}` } })
    expect([...checksOf(replayed).values()]).toEqual([...checksOf(first).values()])
    expect(replayed.outputs).toMatchObject({ verdict: first.outputs['verdict'], allowed: '' })
  })

  test.each([
    ['a fork', { fork: true }, 'mallory'],
    ['Dependabot', { dependabot: true }, 'dependabot[bot]'],
  ] as const)(
    'from %s: a token that only reads costs the comment, not the verdict',
    async (_, token, actor) => {
      const { onPullRequest, world } = await pullRequest(soundChange)
      const result = await onPullRequest('gate', { token, environment: { GITHUB_ACTOR: actor } })
      expect(problemsOfLog(result)).toEqual([])
      expect(result).toMatchObject({ exitCode: 0, outputs: { verdict: 'go' } })
      expect(result.log).toContain('No comment: the token of a pull request from a fork or from Dependabot')
      expect(result.log).not.toContain('::warning::')
      expect(world.comments).toHaveLength(0)
    },
  )

  test('without a token CI is unknown, so nothing goes; what git tells is judged all the same', async () => {
    const { onPullRequest } = await pullRequest(soundChange)
    const result = await onPullRequest('gate', { anonymous: true })
    expect(problemsOfLog(result)).toEqual([])
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'incomplete', allowed: 'false' } })
    const checks = checksOf(result)
    expect(checks.get('precheck/ci-green')?.status).toBe('unknown')
    expect(checks.get('security-baseline/secrets')?.status).toBe('pass')
    expect(checks.get('migration-guard/rehearsal')?.status).toBe('pass')
  })

  test.each([
    ['checks', 'precheck/ci-green', 'false'],
    // Nobody asked for approvals to be enforced.
    ['pull-requests', 'precheck/approved', 'true'],
  ] as const)(
    'a token without %s: read leaves %s unknown and names the permission',
    async (scope, id, allowed) => {
      const { onPullRequest } = await pullRequest(soundChange)
      const all = {
        actions: 'read',
        checks: 'read',
        contents: 'read',
        'pull-requests': 'read',
        statuses: 'read',
      } as const
      const permissions = Object.fromEntries(Object.entries(all).filter(([name]) => name !== scope))
      const result = await onPullRequest('gate', { permissions })
      expect(problemsOfLog(result)).toEqual([])
      expect(checksOf(result).get(id)?.status).toBe('unknown')
      expect(result.log).toContain(`${scope}: `)
      expect(result.outputs['allowed']).toBe(allowed)
    },
  )
})

describe('gate before a deployment', () => {
  const workflows = { deploy: '.github/workflows/deploy.yml', ci: '.github/workflows/ci.yml' }

  /** Main has the change, merged and green; production runs the commit before it. */
  async function merged(head: SceneDescription['head']): Promise<Scene> {
    const policy = 'precheck: { wait: 0s }\nenvironments: { production: {} }\n'
    const set = await setScene(actions, { base: { ...base, '.github/operator.yml': policy }, head })
    scene = set
    set.worktree.git('update-ref', 'refs/heads/main', set.base)
    addWorkflowRun(set.world, {
      workflow: workflows.deploy,
      event: 'push',
      sha: set.base,
      branch: 'main',
      jobs: [{ name: 'deploy', environment: 'production', conclusion: 'success' }],
    })
    addWorkflowRun(set.world, {
      workflow: workflows.ci,
      event: 'push',
      sha: set.head,
      branch: 'main',
      jobs: [{ name: 'test', conclusion: 'success' }],
    })
    return set
  }

  test('what ships is everything since the deployment that runs, not since the last push', async () => {
    const { onPush, base: deployed } = await merged(soundChange)
    const result = await onPush('gate', { inputs: { environment: 'production' } })
    expect(problemsOfLog(result)).toEqual([])
    const report = reportSchema.parse(JSON.parse(result.report ?? ''))
    expect(report.subject).toMatchObject({
      stage: 'deploy',
      base: deployed,
      baseMeaning: 'the last healthy deployment to production',
    })
    expect(checksOf(result).get('precheck/ci-green')?.status).toBe('pass')
    expect(result.outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
  })

  test('a flaw that was merged does not ship', async () => {
    const { onPush } = await merged({ 'deploy.key': makePrivateKey(), ...brokenMigration })
    const result = await onPush('gate', { inputs: { environment: 'production' } })
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'no-go', allowed: 'false' } })
  })

  test('an environment that the policy does not know is refused, not asked less', async () => {
    const { onPush } = await merged(soundChange)
    const result = await onPush('gate', { inputs: { environment: 'prod' } })
    expect(result).toMatchObject({ exitCode: 1, outputs: { verdict: 'incomplete', allowed: '' } })
    expect(result.log).toContain('the policy has no environment "prod"')
  })
})

describe('gate with a part that fails', () => {
  /** The gate alone, without the folder beside it that holds the rehearsal. */
  async function gateAlone(): Promise<string> {
    const copy = mkdtempSync(join(tmpdir(), 'operator-gate-alone-'))
    cpSync(join(await releaseTree(actions), 'gate'), join(copy, 'gate'), { recursive: true })
    return copy
  }

  test('without the rehearsal only what needs it is unknown', async () => {
    const { worktree, base: before, head } = await pullRequest(soundChange)
    const tree = await gateAlone()
    const result = await runActionProcess({
      directory: join(tree, 'gate'),
      payload: pullRequestPayload({ base: before, head }),
      environment: {
        PATH: process.env['PATH'] ?? '',
        GITHUB_ACTIONS: 'true',
        GITHUB_EVENT_NAME: 'pull_request',
        GITHUB_REPOSITORY: 'octo/shop',
        GITHUB_WORKSPACE: worktree.directory,
      },
    })
    const checks = checksOf(result)
    expect(checks.get('migration-guard/rehearsal')?.status).toBe('unknown')
    expect(checks.get('migration-guard/files')?.status).toBe('pass')
    expect(checks.get('security-baseline/secrets')?.status).toBe('pass')
    expect(result.outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    rmSync(tree, { recursive: true })
  })

  test('a migration that never ends is stopped, and the rest is judged', async () => {
    const set = await setScene(actions, {
      base: { ...base, '.github/operator.yml': 'migrations: { timeout: 5s }\nprecheck: { wait: 0s }\n' },
      head: {
        'migrations/000002_slow.up.sql': 'DO $$ BEGIN LOOP PERFORM 1; END LOOP; END $$;\n',
        'migrations/000002_slow.down.sql': 'SELECT 1;\n',
      },
    })
    scene = set
    addPullRequest(set.world, { head: 'topic', author: 'mona' })
    const result = await set.onPullRequest('gate')
    expect(problemsOfLog(result)).toEqual([])
    const checks = checksOf(result)
    expect(checks.get('migration-guard/rehearsal')?.status).toBe('unknown')
    expect(checks.get('security-baseline/secrets')?.status).toBe('pass')
    expect(result.outputs['allowed']).toBe('false')
  })
})
