import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { createCommitStatus } from './commit-status.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

const context = 'operator/precheck (default/production)'

test('sets the light of a commit; the last one of a context wins', async () => {
  const github = scene.port({ permissions: { statuses: 'write' } })
  const status = { sha: scene.head, context, description: 'go', targetUrl: 'https://run.example.com/1' }
  expect(await createCommitStatus(github, { ...status, state: 'pending' })).toMatchObject({ ok: true })
  expect(await createCommitStatus(github, { ...status, state: 'success' })).toMatchObject({ ok: true })
  expect(scene.world.statuses.filter((one) => one.context === context).map(({ state }) => state)).toEqual([
    'pending',
    'success',
  ])
  expect(scene.world.statuses.at(-1)).toMatchObject({
    targetUrl: 'https://run.example.com/1',
    creator: 'github-actions[bot]',
  })
})

test('a description is cut at what GitHub takes', async () => {
  const status = { sha: scene.head, context, state: 'failure' as const }
  expect(await createCommitStatus(scene.port(), { ...status, description: 'x'.repeat(500) })).toMatchObject({
    ok: true,
  })
  expect(scene.world.statuses.at(-1)?.description).toBe(`${'x'.repeat(139)}…`)
})

test('characters that GitHub refuses are left out: nobody can keep an old light on with an emoji', async () => {
  const status = { sha: scene.head, context, state: 'failure' as const }
  expect(await createCommitStatus(scene.port(), { ...status, description: '🚀 no-go ✅' })).toMatchObject({
    ok: true,
  })
  expect(scene.world.statuses.at(-1)?.description).toBe(' no-go ✅')
})

test('a commit that GitHub has not is refused', async () => {
  const status = { sha: '0'.repeat(40), context, state: 'success' as const, description: '' }
  expect(await createCommitStatus(scene.port(), status)).toMatchObject({
    ok: false,
    problem: { kind: 'invalid' },
  })
})
