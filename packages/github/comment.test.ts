import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addComment, addPerson, type NewComment } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { upsertComment } from './comment.ts'

const marker = '<!-- operator:precheck:shop -->'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
  scene.world.comments.splice(0)
})
afterEach(() => scene.close())

const upsert = (body: string, actor?: string) =>
  upsertComment(
    scene.port({
      permissions: { 'pull-requests': 'write', issues: 'write' },
      ...(actor !== undefined && { actor }),
    }),
    { issue: scene.pull, key: 'precheck:shop', body },
  )
const add = (comment: Omit<NewComment, 'issue'>) => addComment(scene.world, { issue: scene.pull, ...comment })
const bodies = () => scene.world.comments.filter(({ issue }) => issue === scene.pull).map(({ body }) => body)
const writes = () =>
  scene.github.requests.filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql').length

test('creates, then updates, then leaves alone', async () => {
  expect(await upsert('First')).toMatchObject({ ok: true, value: { change: 'created' } })
  expect(await upsert('Second')).toMatchObject({ ok: true, value: { change: 'updated' } })
  expect(await upsert('Second')).toMatchObject({ ok: true, value: { change: 'unchanged' } })
  expect(bodies()).toEqual([`${marker}\nSecond`])
  expect(writes()).toBe(2)
})

test('a new comment needs no question who we are, and a look whether another run wrote one meanwhile', async () => {
  await upsert('First')
  expect(scene.github.requests.map(({ operation }) => operation)).toEqual([
    'issues/list-comments',
    'issues/create-comment',
    'issues/list-comments',
  ])
})

test('of several that publish at once one comment stays, whole', async () => {
  const texts = Array.from({ length: 6 }, (_, number) => `Run ${number}`)
  for (const answer of await Promise.all(texts.map((text) => upsert(text)))) {
    expect(answer).toMatchObject({ ok: true })
  }
  expect(bodies()).toHaveLength(1)
  expect(texts.map((text) => `${marker}\n${text}`)).toContain(bodies()[0])
})

test('two that an earlier run left become one; those of others stay', async () => {
  add({ body: `${marker}\nTheirs`, author: 'mallory' })
  add({ body: `${marker}\nOld` })
  add({ body: `${marker}\nDouble` })
  expect(await upsert('New')).toMatchObject({ ok: true, value: { change: 'updated' } })
  expect(bodies()).toEqual([`${marker}\nTheirs`, `${marker}\nNew`])
})

test('where nobody tells whether there is another one, ours stays', async () => {
  scene.github.faults.add({ operation: 'issues/list-comments' }, { kind: 'edit', edit: () => [] })
  scene.github.faults.add({ operation: 'issues/list-comments' }, { kind: 'status', status: 502 }, 3)
  expect(await upsert('First')).toMatchObject({ ok: true, value: { change: 'created' } })
  expect(bodies()).toEqual([`${marker}\nFirst`])
})

test.each(['mallory', 'echo[bot]'])('the marker in a comment of %s is not ours', async (author) => {
  add({ body: `${marker}\nTheirs`, author })
  expect(await upsert('Ours')).toMatchObject({ ok: true, value: { change: 'created' } })
  expect(await upsert('Ours again')).toMatchObject({ ok: true, value: { change: 'updated' } })
  expect(bodies()).toEqual([`${marker}\nTheirs`, `${marker}\nOurs again`])
})

test('with the token of a person the one comment is the person’s', async () => {
  addPerson(scene.world, { login: 'deployer', permission: 'write' })
  await upsert('First', 'deployer')
  expect(await upsert('Second', 'deployer')).toMatchObject({ ok: true, value: { change: 'updated' } })
  expect(bodies()).toHaveLength(1)
})

test('our text in which the marker is not the first line, or of another key, is another comment', async () => {
  add({ body: `Look: ${marker}\nx` })
  add({ body: '<!-- operator:precheck:shop2 -->\nx' })
  expect(await upsert('Ours')).toMatchObject({ ok: true, value: { change: 'created' } })
})

test('line ends that GitHub changed are no change', async () => {
  add({ body: `${marker}\r\nOne\r\nTwo` })
  expect(await upsert('One\nTwo')).toMatchObject({ ok: true, value: { change: 'unchanged' } })
})

test('the oldest of ours is kept up to date, also on the second page', async () => {
  for (let number = 0; number < 120; number += 1) add({ body: `Chatter ${number}`, author: 'mona' })
  const first = add({ body: `${marker}\nOld` })
  add({ body: `${marker}\nNewer` })
  expect(await upsert('Now')).toMatchObject({ ok: true, value: { change: 'updated' } })
  expect(first.body).toBe(`${marker}\nNow`)
})

test('more comments than can be read: nothing is written, for ours may be among them', async () => {
  for (let number = 0; number < 2_001; number += 1) add({ body: 'x', author: 'mona' })
  expect(await upsert('Ours')).toMatchObject({ ok: false, problem: { kind: 'partial' } })
  expect(writes()).toBe(0)
})

test('a key cannot leave the marker', async () => {
  const github = scene.port()
  await upsertComment(github, { issue: scene.pull, key: 'a --> <b>', body: 'x' })
  expect(bodies()).toEqual(['<!-- operator:a------b- -->\nx'])
})

test('a body that is too long is refused by GitHub, and nothing is written', async () => {
  expect(await upsert('x'.repeat(65_536))).toMatchObject({ ok: false, problem: { kind: 'invalid' } })
  expect(bodies()).toEqual([])
})

test.each([{ fork: true }, { dependabot: true }])(
  'a token of a run that may only read (%j) is forbidden',
  async (run) => {
    const github = scene.port({ permissions: { 'pull-requests': 'write' }, ...run })
    const answer = await upsertComment(github, { issue: scene.pull, key: 'precheck:shop', body: 'x' })
    expect(answer).toMatchObject({
      ok: false,
      problem: { kind: 'forbidden', permission: 'issues: write or pull-requests: write' },
    })
  },
)

test('a pull request that does not exist is not found', async () => {
  const answer = await upsertComment(scene.port(), { issue: 9_999, key: 'precheck:shop', body: 'x' })
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'not-found' } })
})
