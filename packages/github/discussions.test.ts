import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { parse } from 'graphql'
import { costOf } from '../../test/github/graphql/cost.ts'
import { schema } from '../../test/github/graphql/schema.ts'
import { addComment, addWorkflowRun } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { discussionsQuery, readDiscussions } from './discussions.ts'
import { readRunApprovals } from './run-approvals.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
})
afterAll(() => scene.close())

describe('readDiscussions', () => {
  test('fifty discussions cost one point', () => {
    expect(costOf(schema(), parse(discussionsQuery(50)), {}).points).toBe(1)
  })

  test('who said what, and whether it was edited; a stranger does not belong', async () => {
    const { world, pull } = scene
    addComment(world, { issue: pull, author: 'mona', body: 'As it was.' })
    addComment(world, { issue: pull, author: 'guest', body: 'Words.', editedAt: '2026-01-07T00:00:00Z' })
    const read = await readDiscussions(scene.port(), [pull])
    const [discussion] = read.ok ? read.value : []
    expect(discussion?.complete).toBe(true)
    const told = discussion?.comments.map(({ author, body, edited, belongs }) => [
      author?.login,
      body,
      edited,
      belongs,
    ])
    expect(told?.slice(-2)).toEqual([
      ['mona', 'As it was.', false, true],
      ['guest', 'Words.', true, false],
    ])
  })

  test('of more than a hundred comments the newest are read, and it is said', async () => {
    const { world, issue } = scene
    for (let number = 0; number < 101; number += 1) addComment(world, { issue, body: `Comment ${number}` })
    const read = await readDiscussions(scene.port(), [issue])
    const [discussion] = read.ok ? read.value : []
    expect([discussion?.complete, discussion?.comments.length]).toEqual([false, 100])
    expect(discussion?.comments.at(-1)?.body).toBe('Comment 100')
  })

  test('sixty are asked in two queries, in their order; one that there is not spoils the answer', async () => {
    const { pull, issue } = scene
    const asked = scene.github.requests.length
    const numbers = Array.from({ length: 60 }, (_, index) => (index % 2 === 0 ? pull : issue))
    const read = await readDiscussions(scene.port(), numbers)
    expect(read.ok && read.value.map(({ number }) => number)).toEqual(numbers)
    expect(scene.github.requests.length - asked).toBe(2)
    expect((await readDiscussions(scene.port(), [pull, 9_999])).ok).toBe(false)
  })

  test('nothing is asked about nothing', async () => {
    const asked = scene.github.requests.length
    expect(await readDiscussions(scene.port(), [])).toEqual({ ok: true, value: [] })
    expect(scene.github.requests.length).toBe(asked)
  })
})

test('readRunApprovals tells each answer with its environments', async () => {
  const run = addWorkflowRun(scene.world, {
    workflow: 'deploy.yml',
    sha: scene.merged,
    approvals: [
      { environment: 'production', state: 'rejected', user: 'mona', comment: '' },
      { environment: 'production', state: 'approved', user: 'hubot', comment: 'Go.' },
    ],
  })
  expect(await readRunApprovals(scene.port(), run.id)).toMatchObject({
    ok: true,
    value: [
      { state: 'rejected', environments: ['production'], by: { login: 'mona', type: 'User' } },
      { state: 'approved', environments: ['production'], by: { login: 'hubot', type: 'User' } },
    ],
  })
})
