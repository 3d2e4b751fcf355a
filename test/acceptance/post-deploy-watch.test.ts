import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { type ActionResult, type ProcessOptions, runActionProcess } from '@operator/tooling'
import { allPermissions, openScene, type WatchScene } from '../../packages/watch/watch-scene.ts'
import type { TokenOptions } from '../github/index.ts'
import { releaseTree } from './built-tree.ts'

let directory: string
beforeAll(async () => {
  directory = join(await releaseTree(['post-deploy-watch']), 'post-deploy-watch')
}, 180_000)

let scene: WatchScene
let workspace: string
beforeEach(async () => {
  scene = await openScene(({ shop }) => ({
    '.github/operator.yml': `
environments: { production: { url: "${shop.origin}" } }
watch:
  version: { url: /version, json: sha }
  paths: [{ name: home, url: / }]
  converge: 3s
  then: 24h
  rollback: { workflow: deploy.yml, timeout: 20s, verify: 20s }
`,
  }))
  workspace = mkdtempSync(join(tmpdir(), 'operator-workspace-'))
})
afterEach(async () => {
  await scene.close()
  rmSync(workspace, { recursive: true, force: true })
})

const short = { duration: '4s', interval: '1s' }

/** Outside GitHub Actions, as `npm run operator` runs it. */
const locally = (inputs: Readonly<Record<string, string>>, options: Partial<ProcessOptions> = {}) =>
  runActionProcess({
    directory,
    inputs,
    timeout: 60_000,
    environment: { PATH: process.env['PATH'] ?? '', GITHUB_WORKSPACE: workspace },
    ...options,
  })

interface JobOptions extends Partial<ProcessOptions> {
  readonly permissions?: TokenOptions['permissions']
  readonly checkout?: boolean
}

/** In the job that follows the deployment of the new version. */
function inJob(
  inputs: Readonly<Record<string, string>>,
  { permissions = allPermissions, checkout = true, ...options }: JobOptions = {},
): Promise<ActionResult> {
  const { github } = scene
  if (checkout) {
    const source = pathToFileURL(scene.directory).href
    execFileSync('git', ['clone', '--quiet', source, workspace], { stdio: 'ignore' })
  }
  return runActionProcess({
    directory,
    inputs: {
      environment: 'production',
      'github-token': github.mintToken({ permissions }),
      ...short,
      ...inputs,
    },
    timeout: 120_000,
    payload: {
      repository: { id: 1, full_name: 'octo/shop', default_branch: 'main', private: true },
      before: scene.oldSha,
      after: scene.newSha,
      ref: 'refs/heads/main',
    },
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: scene.newSha,
      GITHUB_RUN_ID: '7',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_WORKSPACE: workspace,
    },
    ...options,
  })
}

const checksOf = ({ report, log }: ActionResult) => {
  if (report === undefined) throw new Error(log)
  return Object.fromEntries(
    reportSchema
      .parse(JSON.parse(report))
      .checks.map(({ id, status, reason }) => [id.split('/')[1] ?? '', `${status} ${reason.code}`]),
  )
}

describe('an address, without any configuration, repository or GitHub', () => {
  test('that answers is healthy', async () => {
    const result = await locally({ url: scene.shop.href, ...short })
    expect(result.exitCode).toBe(0)
    expect(result.outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
    expect(result.outputs['summary']).toMatch(/^post-deploy-watch: Healthy: 1 path works/)
    expect(checksOf(result)).toMatchObject({
      paths: 'pass paths-work',
      version: 'not-applicable version-not-configured',
    })
    expect(result.log).toMatch(/look 1: watching; the path works/)
  })

  test('that fails is not', async () => {
    scene.app.weather = () => 'failing'
    const result = await locally({ url: scene.shop.href, ...short })
    expect(result.exitCode).toBe(1)
    expect(result.outputs).toMatchObject({ verdict: 'no-go', allowed: 'false' })
    expect(result.summary).toContain('## Deployment Not Complete')
    expect(result.summary).toMatch(/\*\*Next:\*\* Roll back by hand now/)
  })

  test('where nobody listens is incomplete', async () => {
    const result = await locally({ url: 'http://127.0.0.1:9', ...short })
    expect(result.outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(checksOf(result)['paths']).toBe('unknown never-reached')
  })

  test('that was not given is asked for, with every other mistake', async () => {
    const { log, exitCode } = await locally({})
    expect(exitCode).not.toBe(0)
    expect(log).toContain('there is nothing to watch. Give the input `url`')
    const wrong = await locally({ url: 'localhost:3000', duration: '0s', interval: 'often', deployment: 'x' })
    for (const name of ['url', 'duration', 'interval', 'deployment'])
      expect(wrong.log).toContain(`input ${name}`)
    expect(wrong.log).not.toContain('    at ')
  })
})

describe('after a deployment', () => {
  test('a healthy one is go, with the report of what shipped', async () => {
    const result = await inJob({})
    expect(result.outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
    expect(checksOf(result)).toEqual({
      version: 'pass served',
      paths: 'pass paths-work',
      errors: 'not-applicable no-metrics',
      latency: 'pass fast',
      rollback: 'pass rollback-ready',
      report: 'pass documented',
    })
    expect(result.summary).toContain('## Deployment Complete\n\n### Environment\nproduction')
    expect(result.summary).toContain(`- \`${scene.newSha.slice(0, 12)}\` Show prices`)
    expect(result.summary).toContain(`Rollback via: \`gh workflow run deploy.yml -f sha=${scene.oldSha}\``)
  })

  test('a broken one is rolled back to what its jobs deployed before, proven, and replays to the same verdict', async () => {
    scene.app.weather = (version) => (version === scene.newSha ? 'failing' : 'fine')
    const kept = join(workspace, '..', 'operator-watch-kept.json')
    const result = await inJob({ snapshot: `write:${kept}` })
    expect(result.outputs).toMatchObject({ verdict: 'no-go', allowed: 'false' })
    expect(checksOf(result)['rollback']).toBe('pass rollback-proven')
    expect(scene.world.dispatches.map(({ inputs }) => inputs)).toEqual([{ sha: scene.oldSha }])
    expect(scene.world.issues.map(({ labels }) => labels)).toEqual([['incident', 'incident:P0']])
    expect(scene.app.live).toBe(scene.oldSha)
    const requests = scene.github.requests.length
    const replayed = await locally({ snapshot: `replay:${kept}` })
    expect(replayed.outputs['summary']).toBe(result.outputs['summary'])
    expect(checksOf(replayed)).toEqual(checksOf(result))
    expect(scene.github.requests).toHaveLength(requests)
    rmSync(kept)
  })

  test('without a checkout the policy and what shipped come from GitHub', async () => {
    const result = await inJob({}, { checkout: false })
    expect(checksOf(result)).toMatchObject({ version: 'pass served', report: 'pass documented' })
    expect(result.summary).toContain('on the default branch')
  })

  test('without a checkout and without `contents` the policy is not quietly the default one', async () => {
    const result = await inJob({}, { checkout: false, permissions: { deployments: 'write' } })
    expect(result.exitCode).not.toBe(0)
    expect(result.outputs['allowed'] ?? '').toBe('')
    expect(result.log).toContain('the policy cannot be read')
  })

  test('a token that may only read costs output, not the verdict', async () => {
    scene.app.weather = (version) => (version === scene.newSha ? 'failing' : 'fine')
    const result = await inJob({}, { permissions: 'read-all' })
    expect(checksOf(result)).toMatchObject({
      paths: 'fail paths-broken',
      rollback: 'ask lock-failed',
      report: 'unknown not-written',
    })
    expect(scene.world.dispatches).toEqual([])
  })

  test('a cancelled job is no health, and the deployment says so', async () => {
    let send: ((signal: NodeJS.Signals) => void) | undefined
    const result = await inJob(
      { duration: '60s', snapshot: `write:${join(workspace, 'kept.json')}` },
      {
        onStart: (given) => {
          send = given
        },
        onOutput: (text) => {
          if (/look 5/.test(text)) send?.('SIGINT')
        },
      },
    )
    expect(result.outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(checksOf(result)['paths']).toBe('unknown watch-interrupted')
    const statuses = scene.world.deployments.find(({ id }) => id === scene.deployment)?.statuses
    expect(statuses?.at(-1)).toMatchObject({ state: 'error' })
    expect(readFileSync(join(workspace, 'kept.json'), 'utf8')).toContain('"type":"cancelled"')
  })
})
