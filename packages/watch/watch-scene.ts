import { openRepository } from '@operator/git'
import { connect, type GitHub } from '@operator/github'
import { incidentPolicy } from '@operator/incident/policy'
import { createRepository } from '../../test/git/repository.ts'
import {
  addWorkflowRun,
  completeWorkflowRun,
  createWorld,
  type Permissions,
  type StandIn,
  startGitHub,
  type World,
} from '../../test/github/index.ts'
import { serve } from './loopback-server.ts'
import { type WatchPolicy, watchPolicy } from './policy.ts'
import type { WatchRequest } from './request.ts'
import { resolveTargets } from './resolve-targets.ts'
import type { ReadVariable } from './target.ts'

export type Weather = 'fine' | 'failing' | 'resetting'

/** A shop that is really there: an application, a Prometheus, a repository, and a GitHub whose rollback workflow really deploys. */
export interface WatchScene {
  readonly world: World
  readonly github: StandIn
  /** The repository's own directory, without a work tree. */
  readonly directory: string
  readonly shop: URL
  readonly oldSha: string
  readonly newSha: string
  /** The deployment under watch; like the one before it, a job's. */
  readonly deployment: number
  /** What the application serves, and how it does with each version. */
  readonly app: { live: string; weather: (version: string) => Weather }
  readonly metricsUrl: string
  /** What Prometheus answers: counts of a stretch that ends at a time, or a status. */
  prometheus: (query: 'bad' | 'total', end: number) => number | undefined | { readonly status: number }
  /** What the rollback workflow does; by default it deploys the commit that it is given. */
  rollBack: (sha: string) => 'success' | 'failure' | 'never-ends'
  port(permissions?: Permissions): GitHub
  /** A port to a GitHub at another address. */
  portTo(url: string): GitHub
  request(
    change?: Partial<WatchRequest>,
    policy?: Partial<Record<keyof WatchPolicy, unknown>>,
    readVariable?: ReadVariable,
  ): Promise<WatchRequest>
  close(): Promise<void>
}

/** What the README asks for. */
export const allPermissions: Permissions = {
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  actions: 'write',
  checks: 'read',
  statuses: 'read',
}

const deployWorkflow = `
on:
  workflow_dispatch:
    inputs:
      sha: { required: true }
jobs: {}
`

/** `files` are in the repository from the first commit on; they may need the addresses. */
export async function openScene(
  files: (address: {
    readonly shop: URL
    readonly metrics: URL
  }) => Readonly<Record<string, string>> = () => ({}),
): Promise<WatchScene> {
  const app: WatchScene['app'] = { live: '', weather: () => 'fine' }
  const shop = await serve((request, response) => {
    switch (app.weather(app.live)) {
      case 'fine':
        if (request.url === '/version') response.end(JSON.stringify({ sha: app.live }))
        else response.end('Welcome')
        return
      case 'failing':
        if (request.url === '/version') response.end(JSON.stringify({ sha: app.live }))
        else response.writeHead(500).end()
        return
      case 'resetting':
        request.socket.destroy()
    }
  })
  const metrics = await serve((request, response) => {
    const asked = new URL(request.url ?? '', 'http://x').searchParams
    const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(asked.get(name)))
    const query = asked.get('query') === 'bad' ? 'bad' : 'total'
    const values: [number, string][] = []
    for (let at = start ?? 0; at <= (end ?? 0); at += step ?? 1) {
      const found = scene.prometheus(query, at * 1_000)
      if (typeof found === 'object') {
        response.writeHead(found.status).end()
        return
      }
      if (found !== undefined) values.push([at, String(found)])
    }
    const result = values.length > 0 ? [{ metric: {}, values }] : []
    response.end(JSON.stringify({ status: 'success', data: { resultType: 'matrix', result } }))
  })
  const repository = createRepository()
  const oldSha = repository.commit(
    {
      '.github/workflows/deploy.yml': deployWorkflow,
      'shop.ts': '1',
      ...files({ shop: shop.url, metrics: metrics.url }),
    },
    { message: 'Open the shop' },
  )
  const newSha = repository.commit({ 'shop.ts': '2' }, { message: 'Show prices (#7)' })
  const world = createWorld({
    repository: { owner: 'octo', name: 'shop', git: repository.directory },
    people: { mona: 'write' },
  })
  for (const sha of [oldSha, newSha]) {
    addWorkflowRun(world, {
      workflow: 'deploy.yml',
      sha,
      jobs: [{ name: 'deploy', environment: 'production' }],
    })
  }
  const github = await startGitHub(world)
  app.live = newSha
  const at = (apiUrl: string) => ({
    token: 'none',
    apiUrl,
    graphqlUrl: github.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: '0',
  })
  const scene: WatchScene = {
    world,
    github,
    oldSha,
    newSha,
    deployment: world.deployments.find(({ sha }) => sha === newSha)?.id ?? 0,
    app,
    prometheus: () => undefined,
    rollBack: (sha) => {
      app.live = sha
      return 'success'
    },
    port: (permissions = allPermissions) =>
      connect({ ...at(github.apiUrl), token: github.mintToken({ permissions }) }),
    portTo: (url) => connect(at(url)),
    request: async (change = {}, given = {}, readVariable = () => undefined) => {
      const policy = watchPolicy.parse({
        version: { url: '/version', json: 'sha' },
        rollback: { workflow: 'deploy.yml', timeout: '2s', verify: '2s' },
        converge: '1s',
        timeout: '1s',
        ...given,
      })
      const targets = resolveTargets(policy, shop.url, readVariable)
      if (!targets.ok) throw new Error('The scene is wrong.')
      return {
        service: 'default',
        environment: 'production',
        targets: targets.value,
        policy,
        incident: incidentPolicy.parse({}),
        mode: 'enforce',
        intent: 'release',
        enforced: ['post-deploy-watch/version', 'post-deploy-watch/paths', 'post-deploy-watch/errors'],
        duration: 400,
        interval: 20,
        version: undefined,
        deployment: undefined,
        about: { kind: 'commit', commit: newSha },
        branch: 'main',
        repository: await openRepository(repository.directory),
        github: scene.port(),
        findLastGood: async () => ({ kind: 'commit', sha: oldSha }),
        runUrl: 'https://github.com/octo/shop/actions/runs/1',
        userAgent: 'operator-watch/test',
        now: new Date(),
        stop: new AbortController().signal,
        say: () => undefined,
        ...change,
      }
    },
    close: async () => {
      await github.close()
      await shop.close()
      await metrics.close()
      repository.remove()
    },
    directory: repository.directory,
    shop: shop.url,
    metricsUrl: metrics.url.href,
  }
  world.dispatchListeners.push(({ inputs, run }) => {
    const ended = scene.rollBack(inputs['sha'] ?? '')
    if (ended !== 'never-ends') completeWorkflowRun(world, run, ended)
  })
  return scene
}
