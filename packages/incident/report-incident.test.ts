import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { connect, type GitHub } from '@operator/github'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import {
  addIssue,
  createWorld,
  type Permissions,
  type StandIn,
  startGitHub,
  type World,
} from '../../test/github/index.ts'
import type { IncidentFacts } from './facts.ts'
import { incidentMarker } from './marker.ts'
import { incidentBody } from './render.ts'
import { reportIncident } from './report-incident.ts'

const detectedAt = Date.UTC(2026, 7, 1, 12, 0)
const facts: IncidentFacts = {
  service: 'default',
  environment: 'production',
  deployment: 42,
  sha: 'b'.repeat(40),
  severity: 'P1',
  title: 'checkout is broken',
  impact: ['checkout: GET /checkout answered 500'],
  detectedAt,
  timeline: [],
  recoveredAt: null,
  verifiedAt: null,
  next: 'Assess the impact.',
}

let worktree: Worktree
let world: World
let github: StandIn

beforeEach(async () => {
  worktree = createWorktree()
  worktree.commit({ a: '1' })
  world = createWorld({
    repository: { owner: 'octo', name: 'shop', git: worktree.directory },
    people: { mona: 'write' },
  })
  github = await startGitHub(world)
})

afterEach(async () => {
  await github.close()
  worktree.remove()
})

function port(permissions: Permissions = { issues: 'write' }, actor?: string): GitHub {
  return connect({
    token: github.mintToken({ permissions, ...(actor !== undefined && { actor }) }),
    apiUrl: github.apiUrl,
    graphqlUrl: github.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: '0',
  })
}

const report = (change: Partial<IncidentFacts> = {}, via = port()) =>
  reportIncident(via, { facts: { ...facts, ...change }, label: 'incident', owners: ['@octo/on-call'] })

const commentsOf = (issue: number) => world.comments.filter((comment) => comment.issue === issue)

describe('the one issue of an incident', () => {
  test('is opened once, however often it is reported', async () => {
    expect(await report()).toMatchObject({ ok: true, value: { change: 'opened' } })
    expect(await report()).toMatchObject({ ok: true, value: { change: 'unchanged' } })
    expect(world.issues).toHaveLength(1)
    expect(world.issues[0]).toMatchObject({
      title: 'P1: checkout is broken (default/production)',
      labels: ['incident', 'incident:P1'],
    })
  })

  test('is brought up to date, and a comment says what is to be done now', async () => {
    await report()
    const updated = await report({
      next: 'Find the cause: the rollback is proven.',
      verifiedAt: detectedAt + 1,
    })
    expect(updated).toMatchObject({ ok: true, value: { change: 'updated' } })
    const [issue] = world.issues
    expect(issue?.body).toContain('- [x] Verify fix')
    expect(commentsOf(issue?.number ?? 0).map(({ body }) => body)).toEqual([
      'Find the cause: the rollback is proven.',
    ])
  })

  test('another deployment, environment or service is another incident', async () => {
    await report()
    await report({ deployment: 43 })
    await report({ environment: 'staging' })
    await report({ service: 'api' })
    expect(world.issues).toHaveLength(4)
  })

  test('a marker that a person wrote is not ours', async () => {
    addIssue(world, {
      title: 'mine',
      body: incidentBody(facts, { owners: [] }),
      labels: ['incident'],
      author: 'mona',
    })
    expect(await report()).toMatchObject({ ok: true, value: { change: 'opened' } })
    expect(world.issues[0]).toMatchObject({ title: 'mine' })
    expect(world.issues).toHaveLength(2)
  })

  test('a marker that another bot was made to write is not ours', async () => {
    const body = incidentBody(facts, { owners: [] })
    addIssue(world, { title: 'mirrored', body, labels: ['incident'], author: 'mirror[bot]', app: 'mirror' })
    expect(await report()).toMatchObject({ ok: true, value: { change: 'opened' } })
  })

  test('a personal access token keeps one issue too', async () => {
    const mine = port({ issues: 'write' }, 'mona')
    await report({}, mine)
    expect(await report({}, mine)).toMatchObject({ ok: true, value: { change: 'unchanged' } })
    expect(world.issues).toHaveLength(1)
  })

  test('a marker that is not the first line is not ours', async () => {
    addIssue(world, { title: 'quoted', body: `see\n${incidentMarker(facts)}`, labels: ['incident'] })
    await report()
    expect(world.issues).toHaveLength(2)
  })

  test('two that report at once leave one open', async () => {
    await Promise.all([report(), report(), report()])
    expect(world.issues.filter((issue) => issue.state === 'open')).toHaveLength(1)
    expect(await report()).toMatchObject({ ok: true, value: { change: 'unchanged' } })
  })

  test('a person may raise the severity and add labels; neither is taken back', async () => {
    await report()
    const [issue] = world.issues
    if (issue !== undefined) issue.labels = ['incident', 'incident:P0', 'customer-visible']
    await report({ next: 'Now this.' })
    expect([...(world.issues[0]?.labels ?? [])].sort()).toEqual([
      'customer-visible',
      'incident',
      'incident:P0',
    ])
    expect(world.issues[0]?.title).toMatch(/^P0:/)
  })

  test('what gets worse raises the severity', async () => {
    await report({ severity: 'P2' })
    await report({ severity: 'P0', next: 'Now this.' })
    expect(world.issues[0]?.labels).toContain('incident:P0')
    expect(world.issues[0]?.labels).not.toContain('incident:P2')
  })

  test('closed by a person it stays closed; detected anew it is opened again', async () => {
    await report()
    const [issue] = world.issues
    if (issue === undefined) throw new Error('no issue')
    issue.state = 'closed'
    issue.closedAt = new Date(detectedAt + 600_000).toISOString()
    await report({ next: 'Still this.' })
    expect(issue.state).toBe('closed')
    await report({ detectedAt: detectedAt + 1_200_000, next: 'Again this.' })
    expect(issue.state).toBe('open')
    expect(world.issues).toHaveLength(1)
  })

  test('without the permission nothing is written, and which one is missing is said', async () => {
    const refused = await report({}, port({ issues: 'read' }))
    expect(refused).toMatchObject({ ok: false, problem: { kind: 'forbidden' } })
    expect(world.issues).toHaveLength(0)
  })

  test('a list that cannot be read opens nothing: it could be the second', async () => {
    github.faults.add({ operation: 'issues/list-for-repo' }, { kind: 'status', status: 502 }, 3)
    expect(await report()).toMatchObject({ ok: false })
    expect(world.issues).toHaveLength(0)
  })
})
