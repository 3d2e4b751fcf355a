import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { addIssue } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { commentOnIssue, createIssue, listIssues, listIssuesOf, updateIssue } from './issues.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

test('lists issues that carry every label, newest first, and no pull requests', async () => {
  addIssue(scene.world, { title: 'Both', labels: ['incident', 'P1'], createdAt: '2030-01-02T00:00:00Z' })
  addIssue(scene.world, { title: 'Newest', labels: ['P1', 'incident'], createdAt: '2030-01-03T00:00:00Z' })
  addIssue(scene.world, { title: 'Closed', labels: ['incident', 'P1'], state: 'closed' })
  scene.world.pullRequests[0]?.labels.push('incident', 'P1')
  const listed = await listIssues(scene.port(), ['incident', 'P1'], 'open')
  expect(listed).toMatchObject({ ok: true, value: { complete: true } })
  expect(listed.ok && listed.value.items.map(({ title }) => title)).toEqual(['Newest', 'Both'])
  const all = await listIssues(scene.port(), ['incident', 'P1'], 'all')
  expect(all.ok && all.value.items.map(({ state }) => state).sort()).toEqual(['closed', 'open', 'open'])
})

test('lists what one account opened', async () => {
  addIssue(scene.world, { title: 'Of mona', author: 'mona' })
  const listed = await listIssuesOf(scene.port(), 'mona')
  expect(listed.ok && listed.value.items.map(({ title }) => title)).toEqual(['Of mona'])
})

test('an issue has an author, labels and no body, or one', async () => {
  addIssue(scene.world, {
    title: 'Plain',
    author: 'mona',
    labels: ['plain'],
    createdAt: '2026-03-01T10:00:00Z',
  })
  const listed = await listIssues(scene.port(), ['plain'], 'open')
  expect(listed.ok && listed.value.items[0]).toEqual({
    number: expect.any(Number),
    title: 'Plain',
    body: '',
    state: 'open',
    url: expect.stringContaining('/octo/shop/issues/'),
    createdAt: '2026-03-01T10:00:00Z',
    closedAt: undefined,
    author: { login: 'mona', type: 'User' },
    labels: ['plain'],
  })
})

test('opens, changes and closes', async () => {
  const github = scene.port({ permissions: { issues: 'write' } })
  const opened = await createIssue(github, { title: 'Down', body: 'Since noon', labels: ['new-label'] })
  expect(opened).toMatchObject({
    ok: true,
    value: { author: { login: 'github-actions[bot]', type: 'Bot' }, labels: ['new-label'], state: 'open' },
  })
  const number = opened.ok ? opened.value.number : 0
  const changed = await updateIssue(github, number, { title: 'Up', labels: ['b', 'c'], state: 'closed' })
  expect(changed).toMatchObject({
    ok: true,
    value: { title: 'Up', body: 'Since noon', state: 'closed', labels: ['b', 'c'] },
  })
  expect(changed.ok && changed.value.closedAt).toEqual(expect.any(String))
  expect(await updateIssue(github, number, { state: 'open' })).toMatchObject({
    ok: true,
    value: { state: 'open' },
  })
})

test('comments', async () => {
  const github = scene.port({ permissions: { issues: 'write' } })
  expect(await commentOnIssue(github, scene.issue, 'Rolled back.')).toMatchObject({ ok: true })
  expect(scene.world.comments.at(-1)).toMatchObject({
    issue: scene.issue,
    body: 'Rolled back.',
    author: 'github-actions[bot]',
  })
  expect(await commentOnIssue(github, scene.issue, '')).toMatchObject({
    ok: false,
    problem: { kind: 'invalid' },
  })
  expect(await commentOnIssue(github, 9_999, 'x')).toMatchObject({
    ok: false,
    problem: { kind: 'not-found' },
  })
})

test('a title that is too long, and an issue that does not exist', async () => {
  const long = await createIssue(scene.port(), { title: 'x'.repeat(257), body: '', labels: [] })
  expect(long).toMatchObject({
    ok: false,
    problem: { kind: 'invalid', message: expect.stringContaining('title') },
  })
  expect(await updateIssue(scene.port(), 9_999, { body: 'x' })).toMatchObject({
    ok: false,
    problem: { kind: 'not-found' },
  })
})
