import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { compareCommits } from './compare.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

const compare = (base: string, head: string) =>
  compareCommits(scene.port({ permissions: { contents: 'read' } }), base, head)

test('what a branch has that another has not, oldest first, from where they parted', async () => {
  expect(await compare('main', 'topic')).toMatchObject({
    ok: true,
    value: {
      status: 'diverged',
      total: 2,
      commits: [{ title: 'Add b' }, { sha: scene.head }],
      files: expect.arrayContaining(['a.txt', 'b.txt', 'c.txt']),
      filesComplete: true,
    },
  })
  expect(await compare('main', 'topic')).not.toMatchObject({
    value: { files: expect.arrayContaining(['d.txt']) },
  })
})

test.each([
  ['main', 'main', 'identical', 0],
  ['done', 'main', 'ahead', 1],
  ['main', 'done', 'behind', 0],
])('%s...%s is %s', async (base, head, status, total) => {
  expect(await compare(base, head)).toMatchObject({ ok: true, value: { status, total } })
})

test('GitHub lists 250 commits and says how many there are', async () => {
  const changes = Array.from({ length: 251 }, (_, number) => ({ 'n.txt': `${number}\n` }))
  scene.repository.commitAll(changes, { branch: 'long', parent: scene.merged })
  const long = await compare('main', 'long')
  expect(long.ok && [long.value.commits.length, long.value.total]).toEqual([250, 251])
})

test('a commit that does not exist is not found', async () => {
  expect(await compare('main', '0'.repeat(40))).toMatchObject({ ok: false, problem: { kind: 'not-found' } })
})
