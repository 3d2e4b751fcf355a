import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addDeployment, addDeploymentStatus } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { findLiveDeployment } from './find-deployment.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

test.each([
  ['error', 'Inconclusive: low traffic, version and paths passed: http errors: 0 of 3 requests', 'newest'],
  ['error', 'Watch failed: the watch was stopped', 'newest'],
  ['in_progress', 'Watching for 30m.', 'newest'],
  ['failure', 'Regressed: home is broken. Rolled back to 0123456789ab, proven', 'former'],
  ['error', 'The deployer gave up', 'former'],
] as const)('after %s "%s" the %s deployment is live', async (state, description, expected) => {
  const add = () =>
    addDeployment(scene.world, { ref: scene.merged, environment: 'live', statuses: ['success'] })
  const former = add()
  const newest = add()
  addDeploymentStatus(scene.world, newest, { state, description })
  const found = await findLiveDeployment(scene.port(), 'live')
  const ids = { former: former.id, newest: newest.id }
  expect(found.ok && found.value?.id).toBe(ids[expected])
})
