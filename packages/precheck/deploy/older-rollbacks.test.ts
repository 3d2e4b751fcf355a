import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addDeployment, addDeploymentStatus } from '../../../test/github/index.ts'
import { type Scene, startScene } from '../../../test/github/scene.ts'
import { known } from '../fact.ts'
import { findLastDrill } from '../rollback/drill.ts'
import { collectOlderRollbacks } from './older-rollbacks.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const proven = 'Regressed: home is broken. Rolled back to 0123456789ab, proven'
const refs = (...rolledBack: readonly number[]) =>
  ({ ok: true, value: { locks: [], rolledBack, complete: true } }) as const

function rollBack(description: string, creator?: string): number {
  const deployment = addDeployment(scene.world, { ref: scene.merged, environment: 'production' })
  addDeploymentStatus(scene.world, deployment, {
    state: 'failure',
    description,
    ...(creator !== undefined && { creator }),
  })
  return deployment.id
}

async function drillIn(...ids: readonly number[]) {
  const rollbacks = await collectOlderRollbacks(scene.port(), refs(...ids), [])
  return findLastDrill({ target: known({ deployments: [], complete: false }), rollbacks })?.fact
}

test('the watch’s proof on an older deployment is found', async () => {
  const id = rollBack(proven)
  expect(await drillIn(id)).toContain(`deployment ${id}`)
})

test('a rollback that was begun and not proven, or that somebody else speaks of, is none', async () => {
  expect(
    await drillIn(rollBack('Regressed: home is broken. Rollback not proven: it timed out')),
  ).toBeUndefined()
  expect(await drillIn(rollBack(proven, 'mona'))).toBeUndefined()
})

test('the newest two are asked about, and one that is gone is passed over', async () => {
  const ids = [rollBack(proven), rollBack('Regressed: x'), rollBack('Regressed: y')]
  const port = scene.port()
  expect(await drillIn(...ids)).toBeUndefined()
  await collectOlderRollbacks(port, refs(...ids, 999_999_999), [])
  expect(port.cost().rest).toBe(2)
})

test('refused is not "none"', async () => {
  const id = rollBack(proven)
  const answer = await collectOlderRollbacks(scene.port({ permissions: {} }), refs(id), [])
  expect(answer).toMatchObject({ known: false, code: 'forbidden' })
})
