import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addWorkflowRun } from '../../test/github/index.ts'
import { type Scene, startScene } from '../../test/github/scene.ts'
import { dispatchWorkflow, getWorkflowRun, listWorkflowRuns } from './workflow-runs.ts'

let scene: Scene
beforeEach(async () => {
  scene = await startScene()
})
afterEach(() => scene.close())

const dispatches = { operation: 'actions/create-workflow-dispatch' } as const
const request = () => ({ workflow: 'deploy.yml', ref: 'main', inputs: { sha: scene.merged } })

describe('dispatchWorkflow', () => {
  test('names the run that it made', async () => {
    const github = scene.port({ permissions: { actions: 'write' } })
    const run = await dispatchWorkflow(github, request(), new Date())
    expect(scene.world.dispatches).toMatchObject([
      { ref: 'main', inputs: { sha: scene.merged, reason: 'none' } },
    ])
    expect(run).toEqual({ ok: true, value: scene.world.dispatches[0]?.run.id })
    expect(scene.github.requests).toHaveLength(1)
  })

  test('a server that answers 204 is asked for its newest dispatched run of the branch', async () => {
    addWorkflowRun(scene.world, {
      workflow: 'deploy.yml',
      event: 'workflow_dispatch',
      sha: 'main',
      createdAt: '2026-01-01T00:00:00Z',
    })
    scene.github.faults.add(dispatches, { kind: 'edit', edit: () => undefined })
    const run = await dispatchWorkflow(scene.port(), request(), new Date())
    expect(run).toEqual({ ok: true, value: scene.world.dispatches[0]?.run.id })
  })

  test('a server that does not know return_run_details is asked again without it', async () => {
    scene.github.faults.add(dispatches, {
      kind: 'status',
      status: 422,
      message: '"return_run_details" is not a permitted key.',
    })
    const run = await dispatchWorkflow(scene.port(), request(), new Date())
    expect(run).toEqual({ ok: true, value: scene.world.dispatches[0]?.run.id })
    expect(scene.world.dispatches).toHaveLength(1)
    expect(scene.github.requests.map(({ body }) => Object(body).return_run_details)).toEqual([
      true,
      undefined,
      undefined,
    ])
  })

  test('an older run, and one of another branch, is not taken for it', async () => {
    addWorkflowRun(scene.world, {
      workflow: 'deploy.yml',
      event: 'workflow_dispatch',
      sha: 'topic',
      branch: 'topic',
    })
    addWorkflowRun(scene.world, { workflow: 'deploy.yml', event: 'push', sha: 'main' })
    scene.github.faults.add(dispatches, { kind: 'text', text: '{}' })
    expect(await dispatchWorkflow(scene.port(), request(), new Date())).toEqual({
      ok: true,
      value: undefined,
    })
  })

  test.each([
    ['an input that the workflow does not declare', { inputs: { nope: '1' } }, 'invalid'],
    ['a required input that is missing', { inputs: {} }, 'invalid'],
    ['a ref that does not exist', { ref: 'gone' }, 'invalid'],
    ['a workflow that does not exist', { workflow: 'gone.yml' }, 'not-found'],
  ])('%s', async (_, change, kind) => {
    const answer = await dispatchWorkflow(scene.port(), { ...request(), ...change }, new Date())
    expect(answer).toMatchObject({ ok: false, problem: { kind } })
    expect(scene.world.dispatches).toEqual([])
  })

  test('a workflow without the trigger is refused, with the reason', async () => {
    scene.repository.commit(
      { '.github/workflows/ci.yml': 'on: push\n' },
      { branch: 'main', parent: scene.merged },
    )
    const answer = await dispatchWorkflow(
      scene.port(),
      { ...request(), workflow: 'ci.yml', inputs: {} },
      new Date(),
    )
    expect(answer).toMatchObject({
      ok: false,
      problem: { kind: 'invalid', message: expect.stringContaining('workflow_dispatch') },
    })
  })
})

describe('workflow runs', () => {
  test('lists newest first, by event, branch and commit', async () => {
    const make = (sha: string, event: string) =>
      addWorkflowRun(scene.world, { workflow: 'deploy.yml', sha, event, branch: sha })
    const [first, second] = [make('main', 'push'), make('main', 'push')]
    make('topic', 'push')
    const listed = await listWorkflowRuns(scene.port({ permissions: { actions: 'read' } }), 'deploy.yml', {
      event: 'push',
      branch: 'main',
    })
    expect(listed.ok && listed.value.map(({ id }) => id)).toEqual([second.id, first.id])
    const byCommit = await listWorkflowRuns(scene.port(), 'deploy.yml', { head_sha: scene.head })
    expect(byCommit.ok && byCommit.value).toHaveLength(2)
    expect(await listWorkflowRuns(scene.port(), 'gone.yml', {})).toMatchObject({
      ok: false,
      problem: { kind: 'not-found' },
    })
  })

  test('reads one run, its path without the ref', async () => {
    scene.github.faults.add(
      {},
      {
        kind: 'edit',
        edit: (body) => ({ ...Object(body), path: '.github/workflows/deploy.yml@refs/heads/main' }),
      },
    )
    const run = await getWorkflowRun(scene.port({ permissions: { actions: 'read' } }), scene.run)
    expect(run).toMatchObject({
      ok: true,
      value: {
        path: '.github/workflows/deploy.yml',
        attempt: 2,
        conclusion: 'failure',
        headSha: scene.head,
        event: 'pull_request',
      },
    })
    expect(await getWorkflowRun(scene.port(), 1)).toMatchObject({ ok: false, problem: { kind: 'not-found' } })
  })
})
