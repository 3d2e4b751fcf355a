import { randomBytes } from 'node:crypto'
import type { RequestListener } from 'node:http'
import { afterEach, describe, expect, test } from '@jest/globals'
import type { ActionResult } from '@operator/tooling'
import { addDeployment, addIssue, addStatus, addWorkflowRun } from '../github/index.ts'
import { expectPlain, orders } from './plain.ts'
import { buildBeforehand, expectNoGo, type Scene, setScene } from './scene.ts'
import { openSite, type Site } from './site.ts'

/** Design §4 for what happens after a deployment: what is broken cannot be called healthy, and nobody is led astray by it. */

const actions = ['post-deploy-watch']
buildBeforehand(actions)
const action = 'post-deploy-watch'

let scene: Scene | undefined
const sites: Site[] = []

afterEach(async () => {
  await scene?.close()
  scene = undefined
  for (const site of sites.splice(0)) await site.close()
})

async function open(answer: RequestListener): Promise<Site> {
  const site = await openSite(answer)
  sites.push(site)
  return site
}

/** Home answers, the shop does not. */
const broken: RequestListener = (request, response) => {
  response.statusCode = request.url === '/shop' ? 500 : 200
  response.end()
}

const watchOf = (url: string, more = '') =>
  `environments:\n  production: { url: "${url}" }\nwatch:\n  paths: [{ name: home, url: / }, { name: shop, url: /shop }]\n${more}`
const rollback = '  rollback: { workflow: rollback.yml, timeout: 2s, verify: 2s, critical: [infra/**] }\n'

async function deployed(policy: string, head: Readonly<Record<string, string>> = {}): Promise<Scene> {
  scene = await setScene(actions, {
    base: {
      'README.md': '# shop\n',
      '.github/operator.yml': policy,
      '.github/workflows/rollback.yml':
        'on: { workflow_dispatch: { inputs: { sha: { required: true } } } }\n',
    },
    head: { 'README.md': '# the shop\n', ...head },
  })
  return scene
}

/** A watch ends as soon as it has seen enough; a slow machine needs longer for that. */
const inputs = { environment: 'production', duration: '60s', interval: '1s' }
const permissions = {
  actions: 'write',
  checks: 'read',
  contents: 'write',
  deployments: 'write',
  issues: 'write',
  'pull-requests': 'read',
  statuses: 'read',
} as const

const watch = ({ onPush }: Scene, more: Parameters<Scene['onPush']>[1] = {}): Promise<ActionResult> =>
  onPush(action, { permissions, ...more, inputs: { ...inputs, ...more.inputs } })

/** Long enough for a site that never fails. */
const briefly = { inputs: { duration: '8s' } }

/** What was live before, as a job of the default branch records it. */
function wasLive({ world, base }: Scene): void {
  const jobs = [{ name: 'deploy', environment: 'production' }]
  addWorkflowRun(world, { workflow: 'deploy.yml', sha: base, jobs })
}

test('a site that works is healthy', async () => {
  const site = await open((_, response) => response.end('fine'))
  const result = await watch(await deployed(watchOf(site.url)), briefly)
  expect(result.outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
})

describe('a broken site is not healthy', () => {
  test('although a status and a deployment of others say so', async () => {
    const site = await open(broken)
    const set = await deployed(watchOf(site.url))
    const { world, head } = set
    addStatus(world, {
      sha: head,
      context: 'operator/post-deploy-watch (default/production)',
      state: 'success',
    })
    addDeployment(world, { ref: head, environment: 'production', creator: 'mona', statuses: ['success'] })
    expectNoGo(await watch(set))
  })

  test('although the deployed commit’s own policy does not look there', async () => {
    const site = await open(broken)
    const fine = await open((_, response) => response.end())
    const lax = `environments:\n  production: { url: "${fine.url}" }\nwatch:\n  paths: [{ name: home, url: / }]\nchecks:\n  post-deploy-watch/paths: off\n`
    const { onDispatch } = await deployed(watchOf(site.url), { '.github/operator.yml': lax })
    expectNoGo(await onDispatch(action, { inputs, permissions }))
    expect(fine.requests).toEqual([])
  })
})

describe('the rollback', () => {
  test('goes to what a job of the default branch deployed before', async () => {
    const site = await open(broken)
    const set = await deployed(watchOf(site.url, rollback))
    wasLive(set)
    expectNoGo(await watch(set))
    expect(set.world.dispatches.map(({ inputs: given }) => given)).toEqual([{ sha: set.base }])
  })

  test.each<[string, (set: Scene, nominated: string) => void]>([
    [
      'a person',
      ({ world }, ref) =>
        addDeployment(world, { ref, environment: 'production', creator: 'mona', statuses: ['success'] }),
    ],
    [
      'a workflow',
      ({ world }, ref) => addDeployment(world, { ref, environment: 'production', statuses: ['success'] }),
    ],
    [
      'a job of another branch',
      ({ world }, sha) => {
        const jobs = [{ name: 'deploy', environment: 'production' }]
        addWorkflowRun(world, { workflow: 'deploy.yml', sha, branch: 'evil', jobs })
      },
    ],
  ])('does not go where %s would have it', async (_, nominate) => {
    const site = await open(broken)
    const set = await deployed(watchOf(site.url, rollback))
    set.worktree.git('branch', 'evil', set.base)
    nominate(set, set.base)
    expectNoGo(await watch(set))
    expect(set.world.dispatches).toEqual([])
  })

  test('asks where the change touches what the policy calls critical', async () => {
    const site = await open(broken)
    const set = await deployed(watchOf(site.url, rollback), { 'infra/main.tf': '# changed\n' })
    wasLive(set)
    expectNoGo(await watch(set))
    expect(set.world.dispatches).toEqual([])
  })
})

test('somebody else’s issue with our mark is not the incident', async () => {
  const site = await open(broken)
  const first = await deployed(watchOf(site.url))
  await watch(first)
  const [ours] = first.world.issues
  if (ours === undefined) throw new Error('No incident was opened.')
  first.world.issues.splice(0)
  addIssue(first.world, {
    title: ours.title,
    body: ours.body ?? '',
    labels: ours.labels,
    author: 'mona',
    state: 'closed',
  })
  expectNoGo(await watch(first))
  expect(first.world.issues.map(({ author, state }) => [author, state])).toEqual([
    ['mona', 'closed'],
    ['github-actions[bot]', 'open'],
  ])
})

describe('what a site says', () => {
  const version = '  version: { url: /version, json: sha }\n  converge: 2s\n'

  test('gives no orders, in the log, the summary or the incident', async () => {
    const site = await open((request, response) => {
      response.statusCode = 500
      response.statusMessage = '::error::x'
      response.setHeader('x-version', '::set-output name=allowed::true')
      response.setHeader('content-type', 'application/json')
      response.end(request.url === '/version' ? JSON.stringify({ sha: orders }) : orders)
    })
    const set = await deployed(watchOf(site.url, version))
    const result = await watch(set)
    expectNoGo(result)
    for (const text of [result.summary, ...set.world.issues.map(({ body }) => body ?? '')]) expectPlain(text)
  })

  test('a version that gives orders is only another version', async () => {
    const site = await open((request, response) => {
      response.end(request.url === '/version' ? JSON.stringify({ sha: orders }) : 'fine')
    })
    const set = await deployed(watchOf(site.url, version))
    const result = await watch(set, briefly)
    expectNoGo(result)
    for (const text of [result.summary, ...set.world.issues.map(({ body }) => body ?? '')]) expectPlain(text)
  })

  test('an answer without end is cut', async () => {
    const site = await open((_, response) => {
      const chunk = Buffer.alloc(1_048_576, 'x')
      const more = (): void => {
        while (response.write(chunk) && !response.destroyed);
        response.once('drain', more)
      }
      more()
    })
    const policy = watchOf(site.url, '  timeout: 2s\n').replace(
      'url: /shop',
      'url: /shop, expect: { contains: y }',
    )
    expectNoGo(await watch(await deployed(policy)))
  })

  test('a redirect does not carry a credential to another place', async () => {
    const secret = randomBytes(24).toString('hex')
    const elsewhere = await open((_, response) => response.end('{}'))
    const site = await open((_, response) => {
      response.writeHead(302, { location: `${elsewhere.url}/collect` })
      response.end()
    })
    const policy = watchOf(site.url).replace(
      '{ name: shop, url: /shop }',
      '{ name: shop, steps: [{ get: /shop, headers: { authorization: { env: PROBE_TOKEN }, x-key: { env: PROBE_TOKEN } } }] }',
    )
    const result = await watch(await deployed(policy), { ...briefly, environment: { PROBE_TOKEN: secret } })
    const received = JSON.stringify(elsewhere.requests.map(({ headers, url }) => [headers, url]))
    expect(received).not.toContain(secret)
    expect(result.log.replaceAll(`::add-mask::${secret}\n`, '') + result.summary).not.toContain(secret)
    expect(JSON.stringify(site.requests.map(({ headers }) => headers))).toContain(secret)
  })
})
