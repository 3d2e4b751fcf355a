import { afterEach, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { type ActionResult, listActions } from '@operator/tooling'
import { buildBeforehand, type Scene, setScene } from '../attacks/scene.ts'
import { addPullRequest } from '../github/index.ts'
import { allows, problemsOfLog } from './clean-log.ts'

const names = listActions()
  .filter(({ kind, name }) => kind === 'javascript' && name !== 'post-deploy-watch')
  .map(({ name }) => name)
buildBeforehand(names)

let scene: Scene | undefined
afterEach(async () => {
  await scene?.close()
  scene = undefined
})

async function pullRequest(): Promise<Scene> {
  scene = await setScene(names, {
    base: { 'README.md': '# shop\n', '.github/operator.yml': 'precheck: { wait: 0s }\n' },
    head: { 'README.md': '# the shop\n' },
  })
  addPullRequest(scene.world, { head: 'topic', author: 'mona' })
  return scene
}

const statuses = (result: ActionResult) =>
  new Map(reportSchema.parse(JSON.parse(result.report ?? '')).checks.map(({ id, status }) => [id, status]))

/** Whatever was refused, the answer is whole, and what git tells is as with any other token. */
function expectWhole(result: ActionResult, secrets: readonly string[] = []): void {
  expect(problemsOfLog(result, secrets)).toEqual([])
  const found = statuses(result)
  expect(found.size).toBeGreaterThan(0)
  for (const id of ['security-baseline/secrets', 'precheck/pipeline-changed']) {
    if (found.has(id)) expect([id, found.get(id)]).toEqual([id, 'pass'])
  }
  expect(allows(result)).toBe(result.outputs['verdict'] === 'go')
}

describe.each(names)('%s', (action) => {
  test('no token: says once what it could not ask', async () => {
    const { onPullRequest, github } = await pullRequest()
    expectWhole(await onPullRequest(action, { anonymous: true }))
    expect(github.requests).toEqual([])
  })

  test('a token that may read the repository only: no comment, and why', async () => {
    const { onPullRequest, world } = await pullRequest()
    const result = await onPullRequest(action, { permissions: { contents: 'read' } })
    expectWhole(result)
    expect(world.comments).toEqual([])
    expect(result.log).toMatch(/::warning::No comment was written\. The token lacks the permission /)
  })

  test('a token that GitHub does not know', async () => {
    const { onPullRequest } = await pullRequest()
    const token = `${'ghs'}_${Math.random().toString(36).slice(2).repeat(3)}`
    const result = await onPullRequest(action, { inputs: { 'github-token': token } })
    expectWhole(result, [token])
    expect(result.log).toMatch(/Bad credentials/)
  })

  test('GitHub is down', async () => {
    const { onPullRequest } = await pullRequest()
    const nowhere = 'http://127.0.0.1:9'
    const result = await onPullRequest(action, {
      environment: { GITHUB_API_URL: `${nowhere}/api/v3`, GITHUB_GRAPHQL_URL: `${nowhere}/api/graphql` },
    })
    expectWhole(result)
    expect(result.log).toMatch(/GitHub did not answer/)
  })

  test('the hourly budget is used up', async () => {
    const { onPullRequest, github } = await pullRequest()
    github.budgets.core.remaining = 0
    github.budgets.graphql.remaining = 0
    const result = await onPullRequest(action)
    expectWhole(result)
    expect(result.log).toMatch(/rate limit/i)
  })
})
