import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { connect } from '@operator/github'
import { policySchema } from '@operator/policy'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import {
  addDeployment,
  addDeploymentStatus,
  addWorkflowRun,
  createWorld,
  type StandIn,
  startGitHub,
  type World,
} from '../../test/github/index.ts'
import { lastDeployment } from './last-deployment.ts'

let worktree: Worktree
let world: World
let server: StandIn
let older: string
let newer: string

beforeEach(async () => {
  worktree = createWorktree()
  older = worktree.commit({ a: '1' })
  newer = worktree.commit({ a: '2' })
  world = createWorld({
    people: { mona: 'write' },
    repository: { owner: 'octo', name: 'shop', git: worktree.directory },
  })
  server = await startGitHub(world)
})

afterEach(async () => {
  expect(server.violations).toEqual([])
  await server.close()
  worktree.remove()
})

function find(policy: object = {}) {
  const github = connect({
    token: server.mintToken({
      permissions: {
        actions: 'read',
        checks: 'read',
        contents: 'read',
        deployments: 'read',
        statuses: 'read',
      },
    }),
    apiUrl: server.apiUrl,
    graphqlUrl: server.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: '0',
  })
  const { environments } = policySchema.parse({ environments: { production: { deployments: policy } } })
  return lastDeployment(github, 'production', {
    policy: environments['production']?.deployments,
    defaultBranch: 'main',
  })
}

/** A job that names the environment, as GitHub records it. */
function deploy(sha: string, run: Partial<Parameters<typeof addWorkflowRun>[1]> = {}) {
  const jobs = [{ name: 'deploy', environment: 'production' }]
  return addWorkflowRun(world, { workflow: 'deploy.yml', sha, jobs, ...run })
}

const found = (oid: string) => ({ kind: 'commit', oid, meaning: 'the last healthy deployment to production' })

test('none is recorded', async () => {
  expect(await find()).toMatchObject({ kind: 'empty-tree' })
})

test('the newest that a job on the default branch made', async () => {
  deploy(older)
  deploy(newer)
  expect(await find()).toEqual(found(newer))
  expect(await find({ workflows: ['.github/workflows/deploy.yml'] })).toEqual(found(newer))
})

test('a failed one is passed over, also when somebody calls it healthy', async () => {
  deploy(older)
  deploy(newer, { jobs: [{ name: 'deploy', environment: 'production', conclusion: 'failure' }] })
  expect(await find()).toEqual(found(older))
  const [failed] = world.deployments.slice(-1)
  if (failed === undefined) throw new Error('Nothing was deployed.')
  addDeploymentStatus(world, failed, { state: 'success' })
  expect(await find()).toEqual(found(older))
})

test('where there is little traffic, the watch need not have called it healthy', async () => {
  deploy(older)
  deploy(newer)
  const [latest] = world.deployments.slice(-1)
  if (latest === undefined) throw new Error('Nothing was deployed.')
  const say = (description: string) => addDeploymentStatus(world, latest, { state: 'error', description })
  say('Inconclusive: low traffic, version and paths passed: http errors: 0 of 3 requests')
  expect(await find()).toEqual(found(newer))
  say('Inconclusive: home: 500, now and then')
  expect(await find()).toEqual(found(older))
})

describe('what does not count does not become the base', () => {
  beforeEach(() => {
    deploy(older)
  })

  test('what a person or any workflow recorded', async () => {
    addDeployment(world, { ref: newer, environment: 'production', creator: 'mona', statuses: ['success'] })
    addDeployment(world, { ref: newer, environment: 'production', statuses: ['success'] })
    expect(await find()).toEqual(found(older))
  })

  test('a log that names somebody else’s run', async () => {
    const run = addWorkflowRun(world, { workflow: 'ci.yml', sha: newer, jobs: [{ name: 'test' }] })
    const logUrl = `${server.serverUrl}/octo/shop/actions/runs/${run.id}`
    addDeployment(world, { ref: newer, environment: 'production', statuses: [{ state: 'success', logUrl }] })
    expect(await find()).toEqual(found(older))
    expect(await find({ workflows: ['.github/workflows/deploy.yml'] })).toEqual(found(older))
    expect(await find({ workflows: ['.github/workflows/ci.yml'] })).toEqual(found(newer))
  })

  test('a log that names a run of a listed workflow which is not finished', async () => {
    const jobs = [{ name: 'deploy', conclusion: null }]
    const run = addWorkflowRun(world, { workflow: 'deploy.yml', sha: newer, jobs })
    const logUrl = `${server.serverUrl}/octo/shop/actions/runs/${run.id}`
    addDeployment(world, { ref: newer, environment: 'production', statuses: [{ state: 'success', logUrl }] })
    expect(await find({ workflows: ['.github/workflows/deploy.yml'] })).toEqual(found(older))
  })

  test('a job on another branch, of another event, or of another workflow', async () => {
    deploy(newer, { branch: 'topic' })
    expect(await find()).toEqual(found(older))
    deploy(newer, { event: 'pull_request_target' })
    expect(await find()).toEqual(found(older))
    deploy(newer, { workflow: 'other.yml' })
    expect(await find({ workflows: ['.github/workflows/deploy.yml'] })).toEqual(found(older))
    expect(await find()).toEqual(found(newer))
  })
})

test('a creator that the policy lists counts', async () => {
  addDeployment(world, { ref: newer, environment: 'production', creator: 'mona', statuses: ['success'] })
  expect(await find({ creators: ['Mona'] })).toEqual(found(newer))
  expect(await find({ creators: ['hubot'] })).toEqual({
    kind: 'last-deployment',
    why: `The deployment of ${newer.slice(0, 12)} does not count: mona recorded it, and no job of this repository is behind it.`,
    next: expect.stringContaining('environments.production.deployments'),
  })
})
