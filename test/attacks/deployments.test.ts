import { afterEach, test } from '@jest/globals'
import { addDeployment, addWorkflowRun } from '../github/index.ts'
import { makePrivateKey } from './flaws.ts'
import { buildBeforehand, expectNoGo, type Scene, type SceneDescription, setScene } from './scene.ts'

/** Design §4 line 5: deployments, issues, comments and labels count only from where they must come from. */

const actions = ['security-baseline']
buildBeforehand(actions)

let scene: Scene | undefined

async function set(description: SceneDescription): Promise<Scene> {
  scene = await setScene(actions, description)
  return scene
}

afterEach(async () => {
  await scene?.close()
  scene = undefined
})

const key = makePrivateKey()

/** A secret on its way to production: hidden only if the commit itself already counts as deployed. */
const change: SceneDescription = { base: { 'README.md': '# shop\n' }, head: { 'deploy.key': key } }
const inputs = { environment: 'production' }

test('a deployment that anybody recorded does not hide what the next one introduces', async () => {
  const { onPush, world, head } = await set(change)
  addDeployment(world, { ref: head, environment: 'production', creator: 'mona', statuses: ['success'] })
  addDeployment(world, { ref: head, environment: 'production', statuses: ['success'] })
  expectNoGo(await onPush('security-baseline', { inputs }), [key])
})

test('nor one that borrows the log of another run', async () => {
  const { onPush, world, head, github } = await set(change)
  const run = addWorkflowRun(world, { workflow: 'ci.yml', sha: head, jobs: [{ name: 'test' }] })
  const logUrl = `${github.serverUrl}/octo/shop/actions/runs/${run.id}`
  addDeployment(world, { ref: head, environment: 'production', statuses: [{ state: 'success', logUrl }] })
  expectNoGo(await onPush('security-baseline', { inputs }), [key])
})

test('nor one from a job on another branch or on a pull request', async () => {
  const { onPush, world, head } = await set(change)
  const jobs = [{ name: 'deploy', environment: 'production' }]
  addWorkflowRun(world, { workflow: 'deploy.yml', sha: head, branch: 'topic', jobs })
  addWorkflowRun(world, { workflow: 'deploy.yml', sha: head, event: 'pull_request', jobs })
  expectNoGo(await onPush('security-baseline', { inputs }), [key])
})

test('a token that may not read deployments leaves it open', async () => {
  const { onPush } = await set(change)
  expectNoGo(await onPush('security-baseline', { inputs, permissions: { contents: 'read' } }), [key])
})
