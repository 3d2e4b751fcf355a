import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import type { FaultTarget } from '../../test/github/index.ts'
import { portCalls } from '../../test/github/port-calls.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import type { Answer } from './answer.ts'

let scene: Scene
let asked: number
beforeAll(async () => {
  scene = await startScene()
})
beforeEach(() => {
  asked = scene.github.requests.length
})
afterEach(() => {
  expect(scene.github.faults.pending).toEqual([])
})
afterAll(() => scene.close())

const requests = () => scene.github.requests.slice(asked)

/** Answered by GraphQL at once; everything else begins with a REST request. */
const graphql = [
  'readViewer',
  'readCommitChecks',
  'readCommitPullRequests',
  'readDeployedChecks',
  'readDiscussions',
  'readMergeQueue',
  'readPullRequests',
  'readReleaseFacts',
  'readReportTimes',
  'listMergedPullRequests',
]
/** The REST operation that changes something on GitHub. */
const writes = {
  acquireRefLock: 'git/create-ref',
  commentOnIssue: 'issues/create-comment',
  createCommitStatus: 'repos/create-commit-status',
  createDeployment: 'repos/create-deployment',
  createDeploymentStatus: 'repos/create-deployment-status',
  createIssue: 'issues/create',
  dispatchWorkflow: 'actions/create-workflow-dispatch',
  keepTrackingIssue: 'issues/update',
  updateIssue: 'issues/update',
  upsertComment: 'issues/update-comment',
} as const

const names = Object.keys(portCalls)
const readers = names.filter((name) => !(name in writes))
const calls = Object.entries(portCalls)
const writers = Object.entries(writes)

/** What became of it; of an answer in parts, what became of the parts. */
function outcomesOf(answer: Answer<unknown>): readonly string[] {
  if (!answer.ok) return [answer.problem.kind]
  const parts = typeof answer.value === 'object' && answer.value !== null ? Object.values(answer.value) : []
  const kinds = parts.flatMap((part: unknown) => (isProblem(part) ? [part.problem.kind] : []))
  return kinds.length === 0 ? ['answered'] : kinds
}

function isProblem(part: unknown): part is { readonly problem: { readonly kind: string } } {
  return part !== null && typeof part === 'object' && 'ok' in part && part.ok === false && 'problem' in part
}

function callOf(name: string) {
  const found = calls.find(([known]) => known === name)
  if (found === undefined) throw new Error(`no call ${name}`)
  return found[1]
}

const isGraphqlFirst = (name: string) => graphql.includes(name) || name === 'keepTrackingIssue'

describe('a token without permissions', () => {
  const allowed = ['readBranchRules', 'readPermission', 'readRepository', 'readViewer']
  test.each(names.filter((name) => !allowed.includes(name)))('%s is forbidden, never empty', async (name) => {
    const answer = await callOf(name)(scene.port({ permissions: {} }), scene)
    expect(new Set(outcomesOf(answer))).toEqual(new Set(['forbidden']))
    // GraphQL does not say which permission is missing; REST does, and so must we.
    if (!graphql.includes(name)) {
      expect(answer).toMatchObject({
        problem: { permission: expect.stringMatching(/^[a-z-]+: (read|write)/) },
      })
    }
  })

  test('what needs no permission is answered', async () => {
    for (const name of allowed) {
      expect(outcomesOf(await callOf(name)(scene.port({ permissions: {} }), scene))).toEqual(['answered'])
    }
  })
})

test('a refusal is final: what GitHub refused is asked once', async () => {
  const answer = await portCalls.readRunOrigin(scene.port({ permissions: {} }), scene)
  expect(outcomesOf(answer)).toEqual(['forbidden'])
  expect(requests()).toHaveLength(1)
})

describe('a token of another repository', () => {
  // What is absent is an answer to these, and a token knows its own name anywhere.
  const answering = ['readPermission', 'hasRef', 'readViewer']
  test.each(names.filter((name) => !answering.includes(name)))('%s finds nothing', async (name) => {
    const answer = await callOf(name)(
      scene.port({ permissions: 'write-all', repository: 'other/one' }),
      scene,
    )
    expect(outcomesOf(answer)).toEqual(['not-found'])
  })
})

describe('a server error', () => {
  test.each(readers)('%s reads again, and gives up after the third time', async (name) => {
    const operation: FaultTarget = isGraphqlFirst(name) ? { operation: 'graphql' } : { method: 'GET' }
    scene.github.faults.add(operation, { kind: 'status', status: 502 }, 2)
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['answered'])
    const before = requests().length
    scene.github.faults.add(operation, { kind: 'status', status: 503 }, 3)
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['unavailable'])
    expect(requests().length - before).toBe(3)
  })

  test.each(writers)('%s is not written again', async (name, operation) => {
    scene.github.faults.add({ operation }, { kind: 'status', status: 500 })
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['unavailable'])
    expect(requests().filter((request) => request.operation === operation)).toHaveLength(1)
  })
})

describe('a used-up budget', () => {
  test.each(names)('%s says until when, and does not ask again', async (name) => {
    const { core, graphql: points } = scene.github.budgets
    const left = [core.remaining, points.remaining]
    core.remaining = 0
    points.remaining = 0
    const answer = await callOf(name)(scene.port(), scene)
    Object.assign(core, { remaining: left[0] })
    Object.assign(points, { remaining: left[1] })
    expect(outcomesOf(answer)).toEqual(['rate-limited'])
    expect(requests()).toHaveLength(1)
    const resetAt = new Date(core.resetAt * 1_000).toISOString()
    expect(answer).toMatchObject({ problem: { resetAt } })
  })

  test('a secondary limit names its own time, or none', async () => {
    scene.github.faults.add({}, { kind: 'secondary-rate-limit' })
    const nameless = await portCalls.getWorkflowRun(scene.port(), scene)
    expect(nameless).toMatchObject({ ok: false, problem: { kind: 'rate-limited' } })
    expect(nameless).not.toHaveProperty('problem.resetAt')
    scene.github.faults.add({}, { kind: 'secondary-rate-limit', retryAfter: 60 })
    const before = Date.now()
    const timed = await portCalls.getWorkflowRun(scene.port(), scene)
    expect(timed).toMatchObject({ ok: false, problem: { kind: 'rate-limited', resetAt: expect.any(String) } })
    const resetAt = !timed.ok && 'resetAt' in timed.problem ? Date.parse(timed.problem.resetAt ?? '') : 0
    expect(resetAt - before).toBeGreaterThanOrEqual(60_000)
    expect(resetAt - Date.now()).toBeLessThanOrEqual(60_000)
  })
})

describe('a GraphQL answer in part', () => {
  const whole = ['readCommitPullRequests', 'readMergeQueue', 'readPullRequests']
  test.each(whole)('%s is a problem, never a smaller answer', async (name) => {
    scene.github.faults.add({ operation: 'graphql' }, { kind: 'partial', path: ['repository'] })
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['partial'])
  })

  test('an error without a place spoils an answer in parts', async () => {
    scene.github.faults.add(
      { operation: 'graphql' },
      { kind: 'edit', edit: (body) => ({ ...Object(body), errors: [{ message: 'x' }] }) },
    )
    expect(outcomesOf(await portCalls.readReleaseFacts(scene.port(), scene))).toEqual(['partial'])
  })
})

describe('a broken connection', () => {
  test.each(readers)('%s reads again', async (name) => {
    const operation: FaultTarget = isGraphqlFirst(name) ? { operation: 'graphql' } : { method: 'GET' }
    scene.github.faults.add(operation, { kind: 'reset' })
    scene.github.faults.add(operation, { kind: 'truncated' })
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['answered'])
  })

  test.each(writers)('%s may have been written, and is not written again', async (name, operation) => {
    scene.github.faults.add({ operation }, { kind: 'reset', after: 'work' })
    expect(outcomesOf(await callOf(name)(scene.port(), scene))).toEqual(['unavailable'])
    expect(requests().filter((request) => request.operation === operation)).toHaveLength(1)
  })
})
