import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { addIssue, addStatus } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'

let scene: Scene
beforeAll(async () => {
  scene = await startScene()
  for (let number = 0; number < 250; number += 1) {
    addIssue(scene.world, { title: `Issue ${number}`, labels: ['many'] })
  }
})
afterEach(() => {
  expect(scene.github.faults.pending).toEqual([])
  scene.github.budgets.core.remaining = 1_000
  scene.github.budgets.graphql.remaining = 1_000
})
afterAll(() => scene.close())

const issues = 'GET /repos/{owner}/{repo}/issues'
const title = z.object({ title: z.string() })
const runs = 'GET /repos/{owner}/{repo}/actions/runs'
const id = z.object({ id: z.number() })
const whoAmI = 'query Who { viewer { login } rateLimit { cost } }'

describe('paginate', () => {
  test('reads to the last page and says so', async () => {
    const github = scene.port()
    const listed = await github.paginate(issues, { labels: 'many' }, title)
    expect(listed).toMatchObject({ ok: true, value: { complete: true } })
    expect(listed.ok && new Set(listed.value.items.map((item) => item.title)).size).toBe(250)
    expect(github.cost()).toEqual({ rest: 3, graphqlPoints: 0 })
  })

  test('a maximum that leaves something unread is not complete', async () => {
    const github = scene.port()
    const some = await github.paginate(issues, { labels: 'many' }, title, { max: 120 })
    expect(some.ok && [some.value.items.length, some.value.complete]).toEqual([120, false])
    expect(github.cost().rest).toBe(2)
    const cut = await github.paginate(issues, { labels: 'many' }, title, { max: 220 })
    expect(cut.ok && [cut.value.items.length, cut.value.complete]).toEqual([220, false])
    const all = await github.paginate(issues, { labels: 'many' }, title, { max: 250 })
    expect(all.ok && [all.value.items.length, all.value.complete]).toEqual([250, true])
    const page = await github.paginate(issues, { labels: 'many', per_page: 50 }, title, { max: 50 })
    expect(page.ok && [page.value.items.length, page.value.complete]).toEqual([50, false])
  })

  test('no items are a complete answer', async () => {
    const none = await scene.port().paginate(issues, { labels: 'nobody uses this' }, title)
    expect(none).toEqual({ ok: true, value: { items: [], complete: true } })
  })

  test('a page that fails spoils the list', async () => {
    scene.github.faults.add({ path: 'page=2' }, { kind: 'status', status: 500 }, 3)
    expect(await scene.port().paginate(issues, { labels: 'many' }, title)).toMatchObject({
      ok: false,
      problem: { kind: 'unavailable', status: 500 },
    })
  })

  test('a total above what came is not complete: GitHub ends some lists at 1,000', async () => {
    const whole = await scene.port().paginate(runs, {}, id, { key: 'workflow_runs' })
    expect(whole).toMatchObject({ ok: true, value: { complete: true } })
    scene.github.faults.add(
      { path: '/actions/runs' },
      { kind: 'edit', edit: (body) => ({ ...Object(body), total_count: 1_001 }) },
    )
    const cut = await scene.port().paginate(runs, {}, id, { key: 'workflow_runs' })
    expect(cut).toMatchObject({ ok: true, value: { complete: false } })
  })

  test.each([
    ['a list where an object belongs', () => []],
    ['an object without the list', () => ({ total_count: 1 })],
    ['a list without its total', () => ({ workflow_runs: [] })],
    ['null', () => null],
    ['an item of another form', () => ({ total_count: 1, workflow_runs: [{}] })],
  ])('%s is invalid', async (_, edit) => {
    scene.github.faults.add({ path: '/actions/runs' }, { kind: 'edit', edit })
    const answer = await scene.port().paginate(runs, {}, id, { key: 'workflow_runs' })
    expect(answer).toMatchObject({
      ok: false,
      problem: { kind: 'invalid', message: expect.stringContaining('GET /repos') },
    })
  })
})

describe('the hourly budget', () => {
  test('reading stops below the share, between the pages of a list too', async () => {
    const github = scene.port({ permissions: 'write-all' }, { stopAtRemaining: 0.3 })
    scene.github.budgets.core.remaining = 301
    expect(await github.paginate(issues, { labels: 'many' }, title)).toMatchObject({
      ok: false,
      problem: { kind: 'rate-limited', resetAt: expect.any(String) },
    })
    expect(github.cost().rest).toBe(2)
  })

  test('writing goes on, and so does GraphQL', async () => {
    const github = scene.port({ permissions: 'write-all' }, { stopAtRemaining: 0.3 })
    scene.github.budgets.core.remaining = 100
    const repository = 'GET /repos/{owner}/{repo}'
    expect(await github.rest(repository, {}, z.object({}))).toMatchObject({ ok: true })
    expect(await github.rest(repository, {}, z.object({}))).toMatchObject({ ok: false })
    const write = 'POST /repos/{owner}/{repo}/statuses/{sha}'
    const status = { sha: scene.head, state: 'success', context: 'x' }
    expect(await github.rest(write, status, z.object({}))).toMatchObject({ ok: true })
    expect(await github.graphql(whoAmI, {}, z.object({}))).toMatchObject({ ok: true })
    expect(github.cost()).toEqual({ rest: 2, graphqlPoints: 1 })
  })

  test('GraphQL stops by its own budget', async () => {
    const github = scene.port({ permissions: 'write-all' }, { stopAtRemaining: 0.3 })
    scene.github.budgets.graphql.remaining = 200
    expect(await github.graphql(whoAmI, {}, z.object({}))).toMatchObject({ ok: true })
    expect(await github.graphql(whoAmI, {}, z.object({}))).toMatchObject({
      ok: false,
      problem: { kind: 'rate-limited' },
    })
    expect(await github.graphqlInParts(whoAmI, {}, z.object({}))).toMatchObject({ ok: false })
  })

  test('without a share the last call is made', async () => {
    const github = scene.port()
    scene.github.budgets.core.remaining = 1
    expect(await github.rest('GET /repos/{owner}/{repo}', {}, z.object({}))).toMatchObject({ ok: true })
    expect(await github.rest('GET /repos/{owner}/{repo}', {}, z.object({}))).toMatchObject({ ok: false })
    expect(github.cost().rest).toBe(2)
  })
})

describe('a slow GitHub', () => {
  test('each attempt has its own time, and each is on the bill', async () => {
    const github = scene.port({ permissions: 'write-all' }, { timeout: 150 })
    scene.github.faults.add({}, { kind: 'silent' }, 2)
    expect(await github.rest('GET /repos/{owner}/{repo}', {}, z.object({}))).toMatchObject({ ok: true })
    expect(github.cost().rest).toBe(3)
  })

  test('a read that is never answered is unavailable', async () => {
    const github = scene.port({ permissions: 'write-all' }, { timeout: 100 })
    scene.github.faults.add({}, { kind: 'silent' }, 3)
    expect(await github.graphql(whoAmI, {}, z.object({}))).toMatchObject({
      ok: false,
      problem: { kind: 'unavailable' },
    })
  })

  test('a write that is not answered in time is not sent again', async () => {
    const github = scene.port({ permissions: 'write-all' }, { timeout: 100 })
    scene.github.faults.add({ operation: 'repos/create-commit-status' }, { kind: 'silent' })
    const route = 'POST /repos/{owner}/{repo}/statuses/{sha}'
    const answer = await github.rest(route, { sha: scene.head, state: 'success', context: 'y' }, z.object({}))
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'unavailable' } })
    expect(github.cost().rest).toBe(1)
  })
})

describe('GraphQL', () => {
  const part =
    'query Part($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { name defaultBranchRef { name } } }'
  const variables = { owner: 'octo', name: 'shop' }
  const schema = z.object({ repository: z.object({ name: z.string(), defaultBranchRef: z.unknown() }) })

  test('an answer in part is a problem, with or without a value beside it', async () => {
    for (const type of ['FORBIDDEN', undefined]) {
      scene.github.faults.add(
        { query: 'Part' },
        {
          kind: 'partial',
          path: ['repository', 'defaultBranchRef'],
          ...(type !== undefined && { type }),
        },
      )
      const answer = await scene.port().graphql(part, variables, schema)
      expect(answer).toMatchObject({
        ok: false,
        problem: { kind: type === undefined ? 'partial' : 'forbidden' },
      })
    }
  })

  test('in parts, a hole stands where GitHub refused', async () => {
    scene.github.faults.add(
      { query: 'Part' },
      { kind: 'partial', path: ['repository', 'defaultBranchRef'], type: 'FORBIDDEN' },
    )
    expect(await scene.port().graphqlInParts(part, variables, schema)).toMatchObject({
      ok: true,
      value: { repository: { name: 'shop', defaultBranchRef: { unanswered: { kind: 'forbidden' } } } },
    })
  })

  test('a hole where none is expected is the reason that is told', async () => {
    scene.github.faults.add({ query: 'Part' }, { kind: 'partial', path: ['repository'], type: 'FORBIDDEN' })
    const answer = await scene.port().graphqlInParts(part, variables, schema)
    expect(answer).toMatchObject({ ok: false, problem: { kind: 'forbidden' } })
  })

  test('points are counted as GitHub counts them', async () => {
    const github = scene.port()
    await github.graphql(whoAmI, {}, z.object({}))
    await github.graphql(part, variables, schema)
    expect(github.cost()).toEqual({ rest: 0, graphqlPoints: 2 })
  })

  test.each([[{}], [{ data: null }], [{ message: 'x' }], [null], [[]]])('%j is invalid', async (body) => {
    scene.github.faults.add({ query: 'Part' }, { kind: 'edit', edit: () => body })
    expect(await scene.port().graphql(part, variables, schema)).toMatchObject({
      ok: false,
      problem: { kind: 'invalid' },
    })
  })
})

test('a web page instead of an answer is unavailable, in a few words', async () => {
  const text = `<!DOCTYPE html><html>${'x'.repeat(5_000)}</html>`
  scene.github.faults.add({}, { kind: 'text', text }, 3)
  const answer = await scene.port().rest('GET /repos/{owner}/{repo}', {}, z.object({}))
  expect(answer).toMatchObject({ ok: false, problem: { kind: 'unavailable' } })
  expect(answer.ok ? '' : answer.problem.message.length).toBeLessThan(100)
})

test('an empty answer is no answer', async () => {
  addStatus(scene.world, { sha: scene.head, context: 'z', state: 'success' })
  scene.github.faults.add({}, { kind: 'text', text: '' }, 3)
  const answer = await scene
    .port()
    .paginate('GET /repos/{owner}/{repo}/commits/{ref}/statuses', { ref: scene.head }, id)
  expect(answer).toMatchObject({ ok: false })
})
