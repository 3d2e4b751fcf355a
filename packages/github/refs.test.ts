import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { acquireRefLock, hasRef } from './refs.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const lock = () =>
  acquireRefLock(scene.port({ permissions: { contents: 'write' } }), 'operator/rollback/1', scene.head)

test('of several that try at once exactly one takes the lock', async () => {
  const answers = await Promise.all(Array.from({ length: 8 }, lock))
  expect(answers.map((answer) => answer.ok && answer.value).sort()).toEqual([
    'acquired',
    ...Array(7).fill('taken'),
  ])
  const taken = scene.world.git.refs('refs/operator/').filter(({ name }) => name.endsWith('/1'))
  expect(taken).toMatchObject([{ name: 'refs/operator/rollback/1', sha: scene.head }])
})

test('a lock that may have been taken unseen is unavailable, and taken the next time', async () => {
  scene.github.faults.add({}, { kind: 'reset', after: 'work' })
  expect(await lock()).toMatchObject({ ok: false, problem: { kind: 'unavailable' } })
  expect(await lock()).toEqual({ ok: true, value: 'taken' })
})

test('a commit that GitHub has not is refused: that is no taken lock', async () => {
  const answer = await acquireRefLock(scene.port(), 'operator/x', '0'.repeat(40))
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
})

test('tells whether a ref exists, and not of one that only begins so', async () => {
  const github = scene.port({ permissions: { contents: 'read' } })
  expect(await hasRef(github, 'heads/main')).toEqual({ ok: true, value: true })
  expect(await hasRef(github, 'heads/mai')).toEqual({ ok: true, value: false })
})
