import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { runActionProcess } from '@operator/tooling'
import { allPermissions, openScene, type WatchScene } from '../../packages/watch/watch-scene.ts'
import { releaseTree } from '../acceptance/built-tree.ts'
import { addDeployment, addIssue, addWorkflowRun } from '../github/index.ts'

/** Design §4 lines 5, 6 and 8, against the watch: what it goes back to, what makes it go back, and what it repeats. */

let directory: string
beforeAll(async () => {
  directory = join(await releaseTree(['post-deploy-watch']), 'post-deploy-watch')
}, 180_000)

let scene: WatchScene
let workspace: string
beforeEach(async () => {
  scene = await openScene(({ shop, metrics }) => ({
    '.github/operator.yml': `
environments: { production: { url: "${shop.origin}" } }
watch:
  version: { url: /version, json: sha }
  paths: [{ name: "home\\n::error::x", url: / }]
  metrics: [{ name: errors, every: 1s, prometheus: { url: "${metrics.origin}", bad: bad, total: total } }]
  rollback: { workflow: deploy.yml, timeout: 10s, verify: 10s }
`,
  }))
  workspace = mkdtempSync(join(tmpdir(), 'operator-workspace-'))
  scene.prometheus = (query) => (query === 'total' ? 1_000 : 0)
})
afterEach(async () => {
  await scene.close()
  rmSync(workspace, { recursive: true, force: true })
})

function watch() {
  const { github } = scene
  execFileSync('git', ['clone', '--quiet', pathToFileURL(scene.directory).href, workspace], {
    stdio: 'ignore',
  })
  return runActionProcess({
    directory,
    inputs: {
      environment: 'production',
      'github-token': github.mintToken({ permissions: allPermissions }),
      duration: '4s',
      interval: '1s',
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
  })
}

const breakNew = () => {
  scene.app.weather = (version) => (version === scene.newSha ? 'failing' : 'fine')
}

describe('what it goes back to', () => {
  test('is never a commit that somebody only recorded as deployed', async () => {
    const evil = execFileSync(
      'git',
      [
        '-c',
        'user.name=m',
        '-c',
        'user.email=m@example.com',
        'commit-tree',
        `${scene.oldSha}^{tree}`,
        '-p',
        scene.oldSha,
        '-m',
        'evil',
      ],
      { cwd: scene.directory, encoding: 'utf8' },
    ).trim()
    const own = scene.world.deployments.splice(1)
    addDeployment(scene.world, {
      ref: evil,
      environment: 'production',
      creator: 'mona',
      statuses: ['success'],
    })
    addDeployment(scene.world, { ref: evil, environment: 'production', statuses: ['success'] })
    addWorkflowRun(scene.world, {
      workflow: 'deploy.yml',
      sha: evil,
      branch: 'topic',
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
    scene.world.deployments.push(...own)
    breakNew()
    const { outputs } = await watch()
    expect(outputs['allowed']).toBe('false')
    expect(scene.world.dispatches.map(({ inputs }) => inputs)).toEqual([{ sha: scene.oldSha }])
  })
})

describe('what makes it go back', () => {
  test.each<[string, WatchScene['prometheus']]>([
    ['a monitoring server that is down', () => ({ status: 500 })],
    ['a monitoring server that answers with nothing', () => undefined],
  ])('is not %s', async (_, answer) => {
    scene.prometheus = answer
    const { outputs } = await watch()
    expect(outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(scene.world.dispatches).toEqual([])
    expect(scene.world.issues).toEqual([])
  })
})

describe('the incident', () => {
  test('is not one that somebody else prepared to be found', async () => {
    breakNew()
    const marker = `<!-- operator:incident v1 {"service":"default","environment":"production","deployment":${scene.deployment}} -->`
    addIssue(scene.world, { title: 'mine', body: marker, labels: ['incident'], author: 'mona' })
    await watch()
    expect(scene.world.issues[0]).toMatchObject({ title: 'mine', body: marker })
    expect(scene.world.issues.filter(({ author }) => author !== 'mona')).toHaveLength(1)
  })

  test('and the log repeat what the policy and a server say as text', async () => {
    breakNew()
    const { log, summary } = await watch()
    expect(log.split('\n').filter((line) => line.startsWith('::error::x'))).toEqual([])
    expect(summary).not.toMatch(/^::error::x/m)
    expect(scene.world.issues.map(({ title }) => title).join()).not.toContain('\n')
  })
})
