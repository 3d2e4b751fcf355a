import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { addDeployment } from '../../test/github/index.ts'
import { collectWatch } from './collect.ts'
import { evaluateWatch } from './evaluate.ts'
import type { WatchRequest } from './request.ts'
import { type WatchSnapshot, watchSnapshot } from './snapshot.ts'
import { allPermissions, openScene, type WatchScene } from './watch-scene.ts'

let scene: WatchScene
beforeEach(async () => {
  scene = await openScene()
})
afterEach(() => scene.close())

/** Watches for real, keeps the snapshot as a file would, and judges that. */
async function watch(request: WatchRequest | Promise<WatchRequest> = scene.request()) {
  const snapshot: WatchSnapshot = watchSnapshot.parse(
    JSON.parse(JSON.stringify(await collectWatch(await request))),
  )
  const { outcomes, headline } = evaluateWatch(snapshot)
  const checks = Object.fromEntries(
    outcomes.map(({ id, status, reason }) => [id.split('/')[1] ?? '', `${status}: ${reason.code}`]),
  )
  return { snapshot, checks, headline }
}

/** What was written on a deployment after its job had ended. */
const statuses = (id = scene.deployment) => {
  const all = scene.world.deployments.find((deployment) => deployment.id === id)?.statuses ?? []
  return all.slice(id === scene.deployment ? 2 : 0).map(({ state }) => state)
}
const issues = () => scene.world.issues.filter(({ state }) => state === 'open')
const breakNew = () => {
  scene.app.weather = (version) => (version === scene.newSha ? 'failing' : 'fine')
}

/** Looks again and again, but not for ever: what never comes fails here and not as a test that hangs. */
async function until(came: () => boolean): Promise<void> {
  for (let looks = 0; !came(); looks += 1) {
    if (looks > 4_000) throw new Error('it never came')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

describe('a healthy deployment', () => {
  test('gets its status, no incident, and a report of what shipped', async () => {
    const { checks, snapshot } = await watch()
    expect(checks).toEqual({
      version: 'pass: served',
      paths: 'pass: paths-work',
      errors: 'not-applicable: no-metrics',
      latency: 'pass: fast',
      rollback: 'pass: rollback-ready',
      report: 'pass: documented',
    })
    expect(statuses()).toEqual(['in_progress', 'success'])
    expect(scene.world.issues).toEqual([])
    expect(scene.world.dispatches).toEqual([])
    expect(snapshot).toMatchObject({ shipped: { total: 1, commits: [{ title: 'Show prices (#7)' }] } })
  })

  test('that nobody recorded is recorded', async () => {
    scene.world.deployments.splice(1)
    const { checks } = await watch()
    expect(checks.report).toBe('pass: documented')
    expect(scene.world.deployments.at(-1)).toMatchObject({ sha: scene.newSha, environment: 'production' })
    expect(statuses(scene.world.deployments.at(-1)?.id)).toEqual(['in_progress', 'success'])
  })

  test('what shipped is asked of GitHub where there is no clone', async () => {
    const { snapshot } = await watch(scene.request({ repository: undefined }))
    expect(snapshot).toMatchObject({ shipped: { total: 1, commits: [{ sha: scene.newSha }] } })
  })

  test('an address alone is watched without GitHub', async () => {
    const { checks } = await watch(
      scene.request(
        { github: undefined, environment: undefined, about: { kind: 'address' } },
        { version: undefined },
      ),
    )
    expect(checks).toMatchObject({
      paths: 'pass: paths-work',
      version: 'not-applicable: version-not-configured',
    })
  })
})

describe('a broken deployment', () => {
  test('is rolled back once, proven, and has one incident', async () => {
    breakNew()
    const { checks, headline } = await watch()
    expect(checks).toMatchObject({
      version: 'fail: rolled-back',
      paths: 'fail: paths-broken',
      rollback: 'pass: rollback-proven',
    })
    expect(headline).toContain(`Rolled back to ${scene.oldSha.slice(0, 12)}, proven`)
    expect(scene.world.dispatches.map(({ inputs }) => inputs)).toEqual([{ sha: scene.oldSha }])
    expect(issues()).toHaveLength(1)
    expect(issues()[0]).toMatchObject({ labels: ['incident', 'incident:P0'] })
    expect(issues()[0]?.body).toContain('- [x] Verify fix')
    expect(statuses()).toEqual(['in_progress', 'failure', 'failure'])
  })

  test('two watches at once: one rollback, one incident, and both say that it is proven', async () => {
    breakNew()
    const both = await Promise.all([watch(), watch()])
    expect(scene.world.dispatches).toHaveLength(1)
    expect(issues()).toHaveLength(1)
    for (const { checks } of both) expect(checks.rollback).toBe('pass: rollback-proven')
  })

  test('a watch that is started again after the first was killed verifies, and dispatches nothing', async () => {
    breakNew()
    scene.rollBack = () => 'never-ends'
    const killed = new AbortController()
    const first = collectWatch(await scene.request({ stop: killed.signal }))
    await until(() => scene.world.dispatches.length > 0)
    killed.abort('SIGKILL')
    await first
    scene.app.live = scene.oldSha
    const { checks } = await watch()
    expect(checks).toMatchObject({ version: 'fail: rolled-back', rollback: 'pass: rollback-proven' })
    expect(scene.world.dispatches).toHaveLength(1)
    expect(issues()).toHaveLength(1)
  })

  test('a rollback that deploys nothing is not proven, and says how to go on', async () => {
    breakNew()
    scene.rollBack = () => 'success'
    const { checks } = await watch()
    expect(checks.rollback).toBe('fail: rollback-not-proven')
    expect(issues()[0]?.body).toContain('**Next:** Escalate')
  })

  test('a rollback whose workflow fails is not proven', async () => {
    breakNew()
    scene.rollBack = () => 'failure'
    const { checks } = await watch()
    expect(checks.rollback).toBe('fail: rollback-run-failed')
  })

  test('a newer deployment is never undone', async () => {
    breakNew()
    const request = await scene.request()
    addDeployment(scene.world, { ref: scene.oldSha, environment: 'production', statuses: ['in_progress'] })
    const { checks } = await watch(request)
    expect(checks.rollback).toBe('ask: newer-deployment')
    expect(scene.world.dispatches).toEqual([])
  })

  test.each([
    ['contents', 'ask: lock-failed', 'pass: documented'],
    ['actions', 'fail: dispatch-failed', 'pass: documented'],
    ['issues', 'pass: rollback-proven', 'unknown: not-written'],
    ['deployments', 'pass: rollback-proven', 'unknown: not-written'],
  ] as const)(
    'a token that may not write %s gives %s, and the same verdict',
    async (permission, rollback, report) => {
      breakNew()
      const github = scene.port({ ...allPermissions, [permission]: 'read' })
      const { checks } = await watch(scene.request({ github }))
      expect(checks).toMatchObject({ paths: 'fail: paths-broken', rollback, report })
    },
  )

  test('GitHub that is down holds no verdict up', async () => {
    breakNew()
    const { checks } = await watch(scene.request({ github: scene.portTo('http://127.0.0.1:9') }))
    expect(checks.paths).toBe('fail: paths-broken')
    expect(checks.report).toBe('unknown: not-written')
  })

  test('report mode tells people, and does nothing', async () => {
    breakNew()
    const { checks } = await watch(scene.request({ mode: 'report' }))
    expect(checks.rollback).toBe('ask: report-mode')
    expect(scene.world.dispatches).toEqual([])
  })

  test.each(['resetting', 'failing'] as const)(
    'an application that is %s from the start is not hidden',
    async (weather) => {
      let requests = 0
      scene.app.live = scene.oldSha
      scene.app.weather = (version) => {
        requests += 1
        if (requests === 6) scene.app.live = scene.newSha
        return version === scene.newSha ? weather : 'fine'
      }
      const { checks } = await watch()
      expect(checks).toMatchObject({ paths: 'fail: paths-broken', rollback: 'pass: rollback-proven' })
    },
  )
})

describe('errors in Prometheus', () => {
  const metric = () => ({
    name: 'http errors',
    every: '1s',
    prometheus: { url: scene.metricsUrl, bad: 'bad', total: 'total' },
  })
  const request = () => scene.request({ duration: 3_000, interval: 100 }, { metrics: [metric()] })

  test('that rise after the deployment bring it back, while every path works', async () => {
    const begun = Date.now()
    scene.prometheus = (query, end) => {
      const isBad = end > begun && scene.app.live === scene.newSha
      return query === 'total' ? 1_000 : isBad ? 200 : 2
    }
    const { checks, headline } = await watch(
      scene.request(
        { duration: 4_000, interval: 100 },
        {
          metrics: [metric()],
          rollback: { workflow: 'deploy.yml', timeout: '5s', verify: '10s' },
        },
      ),
    )
    expect(checks).toMatchObject({ errors: 'fail: errors-rose', rollback: 'pass: rollback-proven' })
    expect(headline).toMatch(/http errors at least \d+x the rate before/)
  })

  test('that stay as they were are healthy', async () => {
    scene.prometheus = (query) => (query === 'total' ? 1_000 : 1)
    const { checks } = await watch(request())
    expect(checks.errors).toBe('pass: errors-did-not-rise')
  })

  test('a server that is down is no regression, and no health', async () => {
    scene.prometheus = () => ({ status: 503 })
    const { checks, headline } = await watch(request())
    expect(checks.errors).toBe('unknown: no-data')
    expect(headline).toMatch(/^Watch failed: .*it answered 503/)
    expect(scene.world.issues).toEqual([])
  })
})

test('what a probe carries as a secret is in no snapshot and no line of progress', async () => {
  const secret = ['pr', 'obe', '-', Math.random()].join('')
  const path = {
    name: 'account',
    steps: [{ get: '/account', headers: { authorization: { env: 'PROBE_TOKEN' } }, expect: { status: 204 } }],
  }
  const lines: string[] = []
  const { snapshot, headline } = await watch(
    scene.request({ say: (line) => lines.push(line) }, { paths: [path] }, () => secret),
  )
  expect(headline).toMatch(/^Regressed: account is broken/)
  expect(lines.join()).toContain('GET /account answered 200, expected 204')
  expect(JSON.stringify(snapshot) + lines.join() + JSON.stringify(scene.world.issues)).not.toContain(secret)
})

describe('a stopped watch', () => {
  test('says so on the deployment, and is not healthy', async () => {
    const stop = new AbortController()
    const watching = watch(scene.request({ stop: stop.signal, duration: 60_000 }))
    await until(() => statuses().at(-1) === 'in_progress')
    stop.abort('SIGTERM')
    const { headline, checks } = await watching
    expect(headline).toBe('Watch failed: Not watched to the end: the watch was stopped')
    expect(checks.paths).toBe('unknown: watch-interrupted')
    expect(statuses().at(-1)).toBe('error')
  })
})

describe('a scheduled watch', () => {
  const latest = (change: Partial<WatchRequest> = {}) =>
    scene.request({ about: { kind: 'latest' }, ...change })

  test('goes on with what is live, and writes nothing while it is well', async () => {
    const { checks } = await watch(latest())
    expect(checks).toMatchObject({ version: 'pass: served', paths: 'pass: paths-work' })
    expect(statuses()).toEqual([])
  })

  test('acts as ever when it is not', async () => {
    breakNew()
    const { checks } = await watch(latest())
    expect(checks.rollback).toBe('pass: rollback-proven')
    expect(statuses().at(-1)).toBe('failure')
  })

  test('has nothing to do for an old deployment', async () => {
    const { headline, checks } = await watch(latest({ now: new Date(Date.now() + 2 * 86_400_000) }))
    expect(headline).toMatch(/^Nothing to watch: The last deployment/)
    expect(checks.paths).toBe('not-applicable: nothing-due')
  })

  test('a deployment that failed, or still waits, is not the one', async () => {
    for (const state of ['failure', 'queued'] as const) {
      addDeployment(scene.world, { ref: scene.oldSha, environment: 'production', statuses: [state] })
    }
    const { checks } = await watch(latest())
    expect(checks.version).toBe('pass: served')
  })

  test('that cannot read deployments is incomplete, not healthy', async () => {
    const { checks, headline } = await watch(latest({ github: scene.port({ contents: 'read' }) }))
    expect(headline).toMatch(/^Watch failed/)
    expect(checks.paths).toBe('unknown: deployment-undetermined')
  })
})
