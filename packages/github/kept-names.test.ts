import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addKept } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { readKeptNames } from './kept-names.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const permissions = { environments: 'read', variables: 'read', secrets: 'read' } as const

test('names of every level, page by page, and no values', async () => {
  for (let number = 0; number < 130; number += 1) {
    addKept(scene.world, { kind: 'secret', at: 'repository', name: `S${number}` })
  }
  const answer = await readKeptNames(scene.port({ permissions }), 'Production')
  if (!answer.ok) throw new Error(answer.problem.message)
  expect(answer.value.environment).toEqual(['PRODUCTION_VARIABLE', 'PRODUCTION_SECRET'])
  expect(answer.value.shared).toHaveLength(4 + 130)
  expect(answer.value.shared).toEqual(expect.arrayContaining(['ORG_VARIABLE', 'REPO_SECRET', 'S129']))
})

test.each(['environments', 'variables', 'secrets'] as const)(
  'without %s: refused, not fewer',
  async (name) => {
    const { [name]: _, ...others } = permissions
    expect(await readKeptNames(scene.port({ permissions: others }), 'production')).toMatchObject({
      ok: false,
      problem: { kind: 'forbidden' },
    })
  },
)

test('an environment that GitHub does not know is not empty', async () => {
  expect(await readKeptNames(scene.port({ permissions }), 'elsewhere')).toMatchObject({
    ok: false,
    problem: { kind: 'not-found' },
  })
})
