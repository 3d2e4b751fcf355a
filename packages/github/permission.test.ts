import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { addPerson, type Permission } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { readPermission } from './permission.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

test.each<[Permission, string]>([
  ['admin', 'admin'],
  ['maintain', 'write'],
  ['write', 'write'],
  ['triage', 'read'],
  ['read', 'read'],
  ['none', 'none'],
])('the role %s may %s', async (permission, expected) => {
  addPerson(scene.world, { login: 'somebody', permission })
  expect(await readPermission(scene.port({ permissions: {} }), 'somebody')).toEqual({
    ok: true,
    value: expected,
  })
})

test('somebody GitHub does not know may nothing', async () => {
  expect(await readPermission(scene.port(), 'nobody-at-all')).toEqual({ ok: true, value: 'none' })
})

test('a permission that we do not know counts as none', async () => {
  scene.github.faults.add(
    {},
    { kind: 'edit', edit: (body) => ({ ...Object(body), permission: 'superpower' }) },
  )
  expect(await readPermission(scene.port(), 'mona')).toEqual({ ok: true, value: 'none' })
})
