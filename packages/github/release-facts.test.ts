import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addCheckRun, addCheckSuite, addDeployment, addIssue, addStatus } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { readCommitChecks } from './commit-checks.ts'
import { readReleaseFacts } from './release-facts.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

describe('the checks of a commit', () => {
  test('each with its app, workflow file, event and run', async () => {
    const read = await readCommitChecks(scene.port(), scene.head)
    const checks = read.ok ? read.value : undefined
    expect(checks?.unread).toEqual([])
    expect(checks?.checkRuns.find(({ name }) => name === 'lint')).toMatchObject({
      status: 'COMPLETED',
      conclusion: 'FAILURE',
      app: { slug: 'github-actions' },
      run: { id: scene.run, event: 'pull_request', path: '.github/workflows/deploy.yml' },
    })
    expect(checks?.checkRuns.find(({ name }) => name === 'scan')?.run).toBeUndefined()
    expect(checks?.statuses).toMatchObject([{ context: 'ci/old', state: 'SUCCESS' }])
  })

  test('a commit on which nothing reported has none, and that is known', async () => {
    const read = await readCommitChecks(scene.port(), scene.merged)
    expect(read.ok && read.value.checkRuns).toEqual([])
    expect(read.ok && read.value.unread).toEqual([])
  })

  test('a commit that does not exist is not found', async () => {
    const read = await readCommitChecks(scene.port(), '1'.repeat(40))
    expect(!read.ok && read.problem.kind).toBe('not-found')
  })

  test('to the last page of both lists, each item once', async () => {
    for (let number = 0; number < 230; number += 1) {
      addCheckRun(scene.world, { sha: scene.merged, name: `job ${number}`, app: 'scanner' })
    }
    for (let number = 0; number < 60; number += 1)
      addCheckSuite(scene.world, { sha: scene.merged, app: 'scanner' })
    addStatus(scene.world, { sha: scene.merged, context: 'last', state: 'failure' })
    const read = await readCommitChecks(scene.port(), scene.merged)
    expect(read.ok && read.value.checkRuns.length).toBe(230)
    expect(read.ok && new Set(read.value.checkRuns.map(({ name }) => name)).size).toBe(230)
    expect(read.ok && read.value.statuses.length).toBe(1)
    expect(read.ok && read.value.suites.length).toBeGreaterThanOrEqual(60)
    expect(read.ok && read.value.unread).toEqual([])
  })

  test('a page that fails leaves a note, not a shorter list that looks whole', async () => {
    for (let number = 0; number < 130; number += 1) {
      addCheckRun(scene.world, { sha: scene.merged, name: `job ${number}`, app: 'scanner' })
    }
    const github = scene.port()
    const question = { oid: scene.merged }
    scene.github.faults.add(
      { operation: 'graphql', query: 'CommitChecks' },
      { kind: 'status', status: 502 },
      3,
    )
    const read = await readReleaseFacts(github, question)
    const checks = read.ok && read.value.checks.ok ? read.value.checks.value : undefined
    expect(checks?.checkRuns.length).toBe(100)
    expect(checks?.unread).toEqual([expect.stringContaining('GitHub did not answer')])
  })
})

describe('everything about a release at once', () => {
  const everything = () => ({
    oid: scene.head,
    pullRequest: scene.pull,
    target: ['production', 'Production'],
    before: ['staging'],
    incidentLabel: 'incident',
    refs: true,
  })

  test('one query, one point', async () => {
    const github = scene.port()
    const read = await readReleaseFacts(github, everything())
    if (!read.ok) throw new Error(read.problem.message)
    const { checks, pullRequest, target, before, incidents, refs, viewer } = read.value
    expect([checks, pullRequest, target, before, incidents, refs].map((part) => part?.ok)).toEqual(
      Array(6).fill(true),
    )
    expect(viewer).toBe('github-actions[bot]')
    expect(github.cost()).toEqual({ rest: 0, graphqlPoints: 1 })
    expect(pullRequest?.ok && pullRequest.value).toMatchObject({
      number: scene.pull,
      merged: false,
      baseBranch: 'main',
      head: scene.head,
      reviews: [{ state: 'APPROVED', author: { login: 'hubot', type: 'User' }, mayWrite: true }],
      complete: true,
    })
    expect(incidents?.ok && incidents.value.incidents).toMatchObject([{ labels: ['incident'] }])
  })

  test('branches that lock environments, with what they say, and which deployments were rolled back', async () => {
    const read = async (permissions?: Record<string, 'read'>) => {
      const answer = await readReleaseFacts(scene.port(permissions && { permissions }), everything())
      return answer.ok ? answer.value.refs : answer
    }
    expect(await read()).toMatchObject({
      ok: true,
      value: {
        locks: [
          { name: 'production-branch-deploy-lock', text: expect.stringContaining('"created_by":"mona"') },
        ],
        rolledBack: [scene.deployment],
        complete: true,
      },
    })
    scene.repository.commit({ 'lock.json': Buffer.from([0, 1, 2]) }, { branch: 'global-branch-deploy-lock' })
    scene.repository.commit({ 'lock.json': '{}' }, { branch: 'branch-deploy-lock-notes' })
    expect(await read()).toMatchObject({
      value: {
        locks: [{ name: 'global-branch-deploy-lock', text: undefined }, { text: expect.any(String) }],
      },
    })
    for (let number = 0; number < 25; number += 1) {
      scene.repository.commit({ 'lock.json': '{}' }, { branch: `e${number}-branch-deploy-lock` })
    }
    expect(await read()).toMatchObject({ value: { complete: false } })
  })

  test('without contents: read the locks are refused, and nothing else is taken along', async () => {
    const permissions = {
      checks: 'read',
      deployments: 'read',
      issues: 'read',
      'pull-requests': 'read',
    } as const
    const answer = await readReleaseFacts(scene.port({ permissions }), everything())
    expect(answer).toMatchObject({ ok: true, value: { refs: { ok: false }, target: { ok: true } } })
  })

  test('what is not asked costs nothing and is not answered', async () => {
    const read = await readReleaseFacts(scene.port(), { oid: scene.head })
    expect(read.ok && [read.value.pullRequest, read.value.target, read.value.incidents]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  test.each([
    ['deployments', ['target', 'before']],
    ['issues', ['incidents']],
    ['pull-requests', ['pullRequest']],
    ['checks', ['checks']],
  ] as const)('without the permission %s only that part is refused', async (permission, parts) => {
    const all = {
      checks: 'read',
      statuses: 'read',
      actions: 'read',
      contents: 'read',
      deployments: 'read',
      issues: 'read',
      'pull-requests': 'read',
    } as const
    const permissions = Object.fromEntries(Object.entries(all).filter(([name]) => name !== permission))
    const read = await readReleaseFacts(scene.port({ permissions }), everything())
    if (!read.ok) throw new Error(read.problem.message)
    const { checks, pullRequest, target, before, incidents } = read.value
    const facts = { checks, pullRequest, target, before, incidents }
    for (const [name, part] of Object.entries(facts)) {
      const refused = parts.some((one) => one === name)
      const whole = part?.ok === true && !(name === 'checks' && checks.ok && checks.value.unread.length > 0)
      expect([name, whole]).toEqual([name, !refused])
    }
  })

  test('statuses of a deployment are the newest first, and older deployments are said to exist', async () => {
    for (let number = 0; number < 21; number += 1) {
      addDeployment(scene.world, {
        ref: 'main',
        environment: 'Staging',
        statuses: [
          { state: 'in_progress', createdAt: '2026-01-07T00:00:00Z' },
          { state: 'success', createdAt: '2026-01-07T00:01:00Z' },
        ],
      })
    }
    const read = await readReleaseFacts(scene.port(), { oid: scene.head, before: ['staging', 'Staging'] })
    const history = read.ok && read.value.before?.ok ? read.value.before.value : undefined
    expect(history?.complete).toBe(false)
    expect(history?.deployments[0]?.statuses.map(({ state }) => state)).toEqual(['SUCCESS', 'IN_PROGRESS'])
    expect(history?.deployments[0]?.tree).toMatch(/^[0-9a-f]{40}$/)
  })

  test('more incidents than are read are said to exist', async () => {
    for (let number = 0; number < 30; number += 1)
      addIssue(scene.world, { title: 'Down', labels: ['incident'] })
    const read = await readReleaseFacts(scene.port(), { oid: scene.head, incidentLabel: 'incident' })
    const incidents = read.ok && read.value.incidents?.ok ? read.value.incidents.value : undefined
    expect([incidents?.incidents.length, incidents?.complete]).toEqual([24, false])
  })
})
