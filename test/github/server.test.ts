import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { addArtifact, addIssue, completeWorkflowRun, createWorld, startGitHub } from './index.ts'
import { type Scene, startScene } from './scene.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`${scene.github.apiUrl}${path}`, {
    redirect: 'manual',
    headers: { authorization: `Bearer ${scene.github.mintToken({ permissions: 'write-all' })}`, ...headers },
  })
const repo = '/repos/octo/shop'
const titles = z.array(z.object({ title: z.string() }))

describe('what the stand-in does not know', () => {
  test.each([
    ['GET', `${repo}/hooks`],
    ['PUT', `${repo}/issues`],
    ['GET', '/user'],
    ['GET', '/zen'],
  ])('%s %s fails loudly, and close tells', async (method, path) => {
    const response = await fetch(`${scene.github.apiUrl}${path}`, { method })
    expect(response.status).toBe(500)
    await expect(scene.github.close()).rejects.toThrow(`${method} ${path}`)
    expect(scene.github.takeViolations()).toMatchObject([{ request: `${method} ${path}` }])
    scene.repository.remove()
    scene = await startScene()
  })

  test('a fault that no request met is told by close', async () => {
    scene.github.faults.add({ operation: 'repos/get' }, { kind: 'reset' })
    await expect(scene.github.close()).rejects.toThrow('no request met the fault reset')
    scene.github.faults.clear()
    scene.repository.remove()
    scene = await startScene()
  })
})

describe('paging', () => {
  test('links lead to every page and to no other', async () => {
    for (let number = 0; number < 5; number += 1)
      addIssue(scene.world, { title: `${number}`, labels: ['many'] })
    const seen: string[] = []
    let next: string | undefined = `${scene.github.apiUrl}${repo}/issues?labels=many&per_page=2`
    for (let page = 0; next !== undefined && page < 9; page += 1) {
      const response: Response = await get(next.replace(scene.github.apiUrl, ''))
      const items = titles.parse(await response.json())
      seen.push(...items.map(({ title }) => title))
      next = /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1]
    }
    expect(seen).toEqual(['4', '3', '2', '1', '0'])
    const middle = await get(`${repo}/issues?labels=many&per_page=2&page=2`)
    expect(
      [...(middle.headers.get('link') ?? '').matchAll(/[?&]page=(\d+)>; rel="(\w+)"/g)].map(
        ([, page, rel]) => `${rel} ${page}`,
      ),
    ).toEqual(['prev 1', 'next 3', 'last 3', 'first 1'])
    expect((await get(`${repo}/issues?labels=many`)).headers.get('link')).toBeNull()
  })

  test('at most 100 items stand on a page', async () => {
    for (let number = 0; number < 101; number += 1)
      addIssue(scene.world, { title: `${number}`, labels: ['many'] })
    const items = titles.parse(await (await get(`${repo}/issues?labels=many&per_page=500`)).json())
    expect(items).toHaveLength(100)
  })
})

describe('ETag', () => {
  test('what has not changed is 304 without a body, and free', async () => {
    const first = await get(repo)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^W\/"/)
    const left = scene.github.budgets.core.remaining
    const again = await get(repo, { 'if-none-match': etag })
    expect([again.status, await again.text()]).toEqual([304, ''])
    expect(scene.github.budgets.core.remaining).toBe(left)
  })

  test('what has changed is answered', async () => {
    const first = await get(`${repo}/issues`)
    addIssue(scene.world, { title: 'New' })
    const again = await get(`${repo}/issues`, { 'if-none-match': first.headers.get('etag') ?? '' })
    expect(again.status).toBe(200)
  })
})

describe('the hourly budget', () => {
  test('every answer says what is left, and the last call is refused with the time of the reset', async () => {
    scene.github.budgets.core.remaining = 2
    const headers = (await get(repo)).headers
    expect(Object.fromEntries([...headers].filter(([name]) => name.startsWith('x-ratelimit')))).toEqual({
      'x-ratelimit-limit': '1000',
      'x-ratelimit-remaining': '1',
      'x-ratelimit-used': '999',
      'x-ratelimit-reset': String(scene.github.budgets.core.resetAt),
      'x-ratelimit-resource': 'core',
    })
    await get(repo)
    const refused = await get(repo)
    expect([refused.status, refused.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    expect(await refused.json()).toMatchObject({ message: expect.stringContaining('rate limit') })
  })
})

describe('artifacts', () => {
  test('a download leads to a storage that takes no token, and the digest is that of its bytes', async () => {
    const redirect = await get(`${repo}/actions/artifacts/${scene.artifact}/zip`)
    const location = redirect.headers.get('location') ?? ''
    expect([redirect.status, new URL(location).origin === scene.github.serverUrl]).toEqual([302, false])
    const bytes = Buffer.from(await (await fetch(location)).arrayBuffer())
    expect(bytes.subarray(0, 4).toString('latin1')).toBe('PK\x03\x04')
    const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex')
    const listed = await (await get(`${repo}/actions/runs/${scene.run}/artifacts`)).json()
    expect(listed).toMatchObject({
      total_count: 1,
      artifacts: [{ digest: `sha256:${digest}`, size_in_bytes: bytes.length }],
    })
    expect((await fetch(location, { headers: { authorization: 'Bearer x' } })).status).toBe(400)
    expect((await fetch(location.replace(/sig=.*/, 'sig=no'))).status).toBe(403)
  })

  test('an expired one is gone', async () => {
    const { id } = addArtifact(scene.world, { run: scene.run, name: 'old', files: {}, expired: true })
    expect((await get(`${repo}/actions/artifacts/${id}/zip`)).status).toBe(410)
  })
})

describe('a dispatched workflow', () => {
  test('is played by the listener after the answer', async () => {
    const { world, github } = scene
    const played = new Promise<string>((resolve) => {
      world.dispatchListeners.push(({ run, inputs }) => {
        completeWorkflowRun(world, run, 'success')
        resolve(String(inputs['sha']))
      })
    })
    const response = await fetch(`${github.apiUrl}${repo}/actions/workflows/deploy.yml/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${github.mintToken({ permissions: { actions: 'write' } })}` },
      body: JSON.stringify({ ref: 'main', inputs: { sha: scene.merged }, return_run_details: true }),
    })
    const { workflow_run_id: id } = z.object({ workflow_run_id: z.number() }).parse(await response.json())
    expect(await played).toBe(scene.merged)
    expect(await (await get(`${repo}/actions/runs/${id}`)).json()).toMatchObject({
      status: 'completed',
      conclusion: 'success',
    })
  })

  test('a listener that fails is a violation', async () => {
    scene.world.dispatchListeners.push(() => Promise.reject(new Error('cannot deploy')))
    await fetch(`${scene.github.apiUrl}${repo}/actions/workflows/deploy.yml/dispatches`, {
      method: 'POST',
      headers: { authorization: `Bearer ${scene.github.mintToken({ permissions: { actions: 'write' } })}` },
      body: JSON.stringify({ ref: 'main', inputs: { sha: scene.merged } }),
    })
    await get(repo)
    expect(scene.github.takeViolations()).toMatchObject([{ problems: ['Error: cannot deploy'] }])
  })
})

describe('faults', () => {
  test('meet the requests they are for, in order, as often as they are told', async () => {
    const { faults } = scene.github
    faults.add({ operation: 'repos/get' }, { kind: 'status', status: 503 }, 2)
    faults.add({ path: /labels=slow/ }, { kind: 'slow', milliseconds: 5 })
    const statuses = []
    for (const path of [`${repo}/issues?labels=slow`, repo, repo, repo])
      statuses.push((await get(path)).status)
    expect(statuses).toEqual([200, 503, 503, 200])
  })

  test('a broken connection before the work leaves the world as it was; after it, not', async () => {
    const post = () =>
      fetch(`${scene.github.apiUrl}${repo}/issues`, {
        method: 'POST',
        headers: { authorization: `Bearer ${scene.github.mintToken({ permissions: { issues: 'write' } })}` },
        body: JSON.stringify({ title: 'x' }),
      })
    const count = scene.world.issues.length
    scene.github.faults.add({ method: 'POST' }, { kind: 'reset' })
    await expect(post()).rejects.toThrow()
    expect(scene.world.issues).toHaveLength(count)
    scene.github.faults.add({ method: 'POST' }, { kind: 'reset', after: 'work' })
    await expect(post()).rejects.toThrow()
    expect(scene.world.issues).toHaveLength(count + 1)
  })

  test('a truncated body cannot be read', async () => {
    scene.github.faults.add({}, { kind: 'truncated' })
    await expect(get(repo).then((response) => response.json())).rejects.toThrow()
  })

  test('an edited answer is not held against the contract', async () => {
    scene.github.faults.add({}, { kind: 'edit', edit: () => ({ half: true }) })
    expect(await (await get(repo)).json()).toEqual({ half: true })
    expect(scene.github.violations).toEqual([])
  })
})

describe('a world as JSON', () => {
  test('everything it names is there', async () => {
    const description = {
      repository: { owner: 'octo', name: 'copy', git: scene.repository.directory, visibility: 'public' },
      people: { mona: 'write' },
      rulesets: [{ rules: [{ type: 'merge_queue' }], branches: ['release/*'] }],
      pullRequests: [{ head: 'topic', reviews: [{ author: 'mona' }] }],
      issues: [{ title: 'Down', labels: ['incident'], createdAt: '2026-01-01T00:00:00Z' }],
      comments: [{ issue: 2, body: 'Hm.' }],
      statuses: [{ sha: 'topic', context: 'x', state: 'success' }],
      checkRuns: [{ sha: 'topic', name: 'scan', conclusion: 'neutral' }],
      workflowRuns: [
        {
          workflow: 'ci.yml',
          sha: 'topic',
          jobs: [{ name: 'test', environment: 'staging' }],
          artifacts: [{ name: 'a', files: { 'a.txt': 'a' } }],
        },
      ],
      deployments: [{ ref: 'main', environment: 'production', statuses: ['success'] }],
      protections: [{ branch: 'main', checks: ['lint'] }],
    } as const
    const copy: typeof description = JSON.parse(JSON.stringify(description))
    const world = createWorld(copy, () => new Date('2026-02-01T00:00:00Z'))
    expect(world.pullRequests[0]).toMatchObject({
      number: 1,
      reviews: [{ author: 'mona', submittedAt: '2026-02-01T00:00:00Z' }],
    })
    expect(
      world.deployments.map(({ environment, statuses }) => [environment, statuses.at(-1)?.state]),
    ).toEqual([
      ['staging', 'success'],
      ['production', 'success'],
    ])
    expect(world.artifacts).toHaveLength(1)
    const github = await startGitHub(world)
    const branch = await (await fetch(`${github.apiUrl}/repos/octo/copy/branches/main`)).json()
    expect(branch).toMatchObject({
      protected: true,
      protection: { required_status_checks: { contexts: ['lint'] } },
    })
    expect(
      await (await fetch(`${github.apiUrl}/repos/octo/copy/rules/branches/release%2F1`)).json(),
    ).toMatchObject([{ type: 'merge_queue' }])
    expect(await (await fetch(`${github.apiUrl}/repos/octo/copy/rules/branches/main`)).json()).toEqual([])
    await github.close()
  })
})
