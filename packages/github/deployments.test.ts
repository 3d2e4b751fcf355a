import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addDeployment } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import {
  createDeployment,
  createDeploymentStatus,
  listDeploymentStatuses,
  listDeployments,
} from './deployments.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

test('lists an environment newest first, whatever the case of its name', async () => {
  for (const description of ['one', 'two'])
    addDeployment(scene.world, { ref: 'main', environment: 'Staging', payload: { description } })
  const listed = await listDeployments(scene.port({ permissions: { deployments: 'read' } }), 'staging')
  expect(listed).toMatchObject({ ok: true, value: { complete: true } })
  expect(listed.ok && listed.value.items.map(({ payload }) => payload)).toEqual([
    { description: 'two' },
    { description: 'one' },
  ])
  expect(listed.ok && listed.value.items[0]).toMatchObject({
    sha: scene.merged,
    ref: 'main',
    creator: { login: 'github-actions[bot]', type: 'Bot' },
  })
})

test('says when there are more than were asked for', async () => {
  for (let number = 0; number < 31; number += 1)
    addDeployment(scene.world, { ref: 'main', environment: 'staging' })
  const some = await listDeployments(scene.port(), 'staging')
  expect(some.ok && [some.value.items.length, some.value.complete]).toEqual([30, false])
  const all = await listDeployments(scene.port(), 'staging', 150)
  expect(all.ok && [all.value.items.length, all.value.complete]).toEqual([31, true])
})

test('an environment without deployments is an empty, complete list', async () => {
  expect(await listDeployments(scene.port(), 'nowhere')).toEqual({
    ok: true,
    value: { items: [], complete: true },
  })
})

test('records a deployment at a ref, without merging anything and whatever the checks say', async () => {
  const github = scene.port({ permissions: { deployments: 'write' } })
  const created = await createDeployment(github, {
    ref: 'topic',
    environment: 'staging',
    description: 'x',
    payload: '{}',
  })
  expect(created).toMatchObject({
    ok: true,
    value: { sha: scene.head, environment: 'staging', payload: '{}' },
  })
  const refused = await createDeployment(github, {
    ref: 'gone',
    environment: 'staging',
    description: 'x',
    payload: '{}',
  })
  expect(refused).toMatchObject({
    ok: false,
    problem: { kind: 'invalid', message: expect.stringContaining('gone') },
  })
})

test('appends statuses, which are listed newest first', async () => {
  const github = scene.port({ permissions: { deployments: 'write' } })
  const status = {
    deployment: scene.deployment,
    logUrl: 'https://log.example.com/2',
    environmentUrl: 'https://shop.example.com',
  }
  expect(
    await createDeploymentStatus(github, { ...status, state: 'failure', description: 'Broken' }),
  ).toEqual({ ok: true, value: 'failure' })
  const listed = await listDeploymentStatuses(github, scene.deployment)
  expect(listed.ok && listed.value.map(({ state }) => state)).toEqual(['failure', 'success', 'in_progress'])
  expect(listed.ok && listed.value[0]).toMatchObject({
    description: 'Broken',
    logUrl: 'https://log.example.com/2',
  })
})

test('a success leaves earlier deployments as they are: which one is live is ours to say', async () => {
  addDeployment(scene.world, { ref: 'main', environment: 'staging', statuses: ['success'] })
  const latest = addDeployment(scene.world, { ref: 'main', environment: 'staging' })
  await createDeploymentStatus(scene.port(), { deployment: latest.id, state: 'success', description: '' })
  const states = scene.world.deployments.map(({ statuses }) => statuses.at(-1)?.state)
  expect(states).not.toContain('inactive')
})

test('a description is cut at what GitHub takes', async () => {
  const status = { deployment: scene.deployment, state: 'success' as const }
  const answer = await createDeploymentStatus(scene.port(), { ...status, description: 'é'.repeat(141) })
  expect(answer).toMatchObject({ ok: true })
  expect(scene.world.deployments[0]?.statuses.at(-1)?.description).toBe(`${'é'.repeat(139)}…`)
})

test('statuses of a deployment that does not exist are not found', async () => {
  expect(await listDeploymentStatuses(scene.port(), 1)).toMatchObject({
    ok: false,
    problem: { kind: 'not-found' },
  })
})
