import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { concludeWatch } from './conclusion.ts'
import type { ProbeAnswer, Sample } from './event.ts'
import { outcomesOf } from './outcomes/index.ts'
import type { WatchPlan } from './plan.ts'
import { reduce, replay, start } from './reduce.ts'
import {
  newSha,
  ok,
  oldSha,
  type Played,
  planOf,
  play,
  type SimulatedWorld,
  serves,
  silent,
  startedAt,
  wrong,
} from './simulated-world.ts'

/** Plays a watch, and holds what every watch must hold: its replay is the same watch. */
async function watch(world: SimulatedWorld = {}, plan = planOf()) {
  const played = await play(plan, world)
  const { state, events } = played
  expect(replay(plan, events)).toEqual(state)
  const again = JSON.parse(JSON.stringify(events))
  expect(concludeWatch(replay(plan, again))).toEqual(concludeWatch(state))
  expect(state.phase).toBe('ended')
  const outcomes = Object.fromEntries(
    outcomesOf(state).map((outcome) => [
      outcome.id.split('/')[1] ?? '',
      `${outcome.status}: ${outcome.reason.code}`,
    ]),
  )
  for (const outcome of outcomesOf(state)) {
    if (outcome.status !== 'pass') expect(outcome.next ?? '').toMatch(/\.$/)
  }
  return { ...played, ...concludeWatch(state), outcomes }
}

const acts = ({ acts: given }: Played) => given.map((command) => command.type)
const count = (played: Played, type: string) => acts(played).filter((each) => each === type).length

describe('a healthy deployment', () => {
  test('is watched to the end and called healthy', async () => {
    const { conclusion, outcomes, acts: given, headline } = await watch()
    expect(conclusion).toBe('healthy')
    expect(outcomes).toEqual({
      version: 'pass: served',
      paths: 'pass: paths-work',
      errors: 'not-applicable: no-metrics',
      latency: 'pass: fast',
      rollback: 'pass: rollback-ready',
    })
    expect(given.map((command) => ('state' in command ? command.state : command.type))).toEqual([
      'in_progress',
      'success',
    ])
    expect(headline).toMatch(/^Healthy: Only b{12} is served; 2 paths work/)
  })

  test('waits until only the new version is served, and counts nothing before', async () => {
    const { conclusion, state } = await watch({
      version: (second) => serves(second < 60 ? oldSha : newSha),
      probe: (_, second) => (second < 60 ? ok : ok),
    })
    expect(conclusion).toBe('healthy')
    expect(state.servedSince).toBe(startedAt + 90_000)
    expect(state.paths['home']?.before).toHaveLength(4)
    expect(state.paths['home']?.between).toHaveLength(3)
  })

  test('failures while the versions change do not count', async () => {
    const { conclusion } = await watch({
      version: (second) =>
        second < 30
          ? serves(oldSha)
          : second < 60
            ? { kind: 'unreachable', reason: 'refused' }
            : serves(newSha),
      probe: (_, second) => (second >= 30 && second < 60 ? wrong : ok),
    })
    expect(conclusion).toBe('healthy')
  })

  test('one failing look in ten minutes is no regression', async () => {
    const { conclusion, outcomes } = await watch({
      probe: (path, second) => (path === 'home' && second === 300 ? wrong : ok),
    })
    expect({ conclusion, paths: outcomes.paths }).toEqual({
      conclusion: 'healthy',
      paths: 'pass: paths-work',
    })
  })

  test('without anything to tell its version the paths alone are judged, and that is said', async () => {
    const plan = planOf({ version: { readable: false, origin: null, expected: newSha } })
    const { conclusion, outcomes } = await watch({}, plan)
    expect({ conclusion, version: outcomes.version }).toEqual({
      conclusion: 'healthy',
      version: 'not-applicable: version-not-configured',
    })
  })
})

describe('a version that does not come', () => {
  test('the old one is still served: not deployed, and nothing to roll back', async () => {
    const played = await watch({ version: () => serves(oldSha) })
    expect(played.conclusion).toBe('regressed')
    expect(played.outcomes.version).toBe('fail: old-version-served')
    expect(played.headline).toContain('Not served')
    expect(acts(played)).toEqual(['set-status', 'set-status'])
  })

  test('both are served', async () => {
    let answers = 0
    const { outcomes } = await watch({
      version: () => {
        answers += 1
        return serves(answers % 3 === 0 ? oldSha : newSha)
      },
    })
    expect(outcomes.version).toBe('fail: mixed-versions')
  })

  test('that comes with the last look in time is waited for', async () => {
    const { conclusion } = await watch({ version: (second) => serves(second < 120 ? oldSha : newSha) })
    expect(conclusion).toBe('healthy')
  })

  test('it cannot be read: unknown, and the paths are watched all the same', async () => {
    const { conclusion, outcomes } = await watch({
      version: () => ({ kind: 'unreadable', reason: 'GET /version answered 404' }),
    })
    expect({ conclusion, ...outcomes }).toMatchObject({
      conclusion: 'inconclusive',
      version: 'unknown: version-unreadable',
      paths: 'pass: paths-work',
    })
  })

  test('which one is expected is not known', async () => {
    const { conclusion, outcomes } = await watch(
      {},
      planOf({ version: { readable: true, origin: null, expected: null } }),
    )
    expect({ conclusion, version: outcomes.version }).toEqual({
      conclusion: 'inconclusive',
      version: 'unknown: no-expected-version',
    })
  })

  test('the new one crashes at the start: nothing answers any more, and it is rolled back', async () => {
    const crashed = (second: number) => second >= 30 && second < 400
    const played = await watch({
      version: (second) =>
        crashed(second)
          ? { kind: 'unreachable', reason: 'GET /version: the connection was refused' }
          : serves(oldSha),
      probe: (_, second) => (crashed(second) ? silent : ok),
      run: (second) =>
        second < 400
          ? { status: 'in_progress', conclusion: null }
          : { status: 'completed', conclusion: 'success' },
    })
    expect(played.outcomes).toMatchObject({ paths: 'fail: paths-broken', rollback: 'pass: rollback-proven' })
    expect(count(played, 'dispatch-rollback')).toBe(1)
  })
})

describe('a broken path', () => {
  /** Broken from a second on, until the rollback has run. */
  const brokenFrom = (from: number, until = 450): SimulatedWorld => ({
    probe: (path, second) => (path === 'checkout' && second >= from && second < until ? wrong : ok),
    version: (second) => serves(second >= until ? oldSha : newSha),
    run: (second) =>
      second < until
        ? { status: 'in_progress', conclusion: null }
        : { status: 'completed', conclusion: 'success' },
  })

  test('two failing looks in a row: incident first, then one rollback, then the proof', async () => {
    const played = await watch(brokenFrom(300))
    expect(played.conclusion).toBe('regressed')
    expect(played.headline).toBe(
      `Regressed: checkout is broken. Rolled back to ${oldSha.slice(0, 12)}, proven`,
    )
    expect(acts(played).slice(0, 5)).toEqual([
      'set-status',
      'set-status',
      'report-incident',
      'lock-rollback',
      'dispatch-rollback',
    ])
    expect(played.state.regressedAt).toBe(startedAt + 315_000)
    expect(played.outcomes).toMatchObject({ paths: 'fail: paths-broken', rollback: 'pass: rollback-proven' })
    const last = played.acts.at(-1)
    if (last?.type !== 'report-incident') throw new Error('the incident was not brought up to date')
    expect(last.incident).toMatchObject({ severity: 'P1', deployment: 7, detectedAt: startedAt + 315_000 })
    expect(last.incident.verifiedAt).not.toBeNull()
    expect(last.incident.timeline.map(({ what }) => what).join('\n')).toMatch(
      /began.*served.*Regressed.*proven/s,
    )
  })

  test('every path broken is P0', async () => {
    const played = await watch({
      probe: () => wrong,
      version: () => serves(newSha),
      run: () => ({ status: 'completed', conclusion: 'failure' }),
    })
    const report = played.acts.find((command) => command.type === 'report-incident')
    expect(report?.type === 'report-incident' && report.incident.severity).toBe('P0')
    expect(played.outcomes.rollback).toBe('fail: rollback-run-failed')
  })

  test('flapping is found although it never fails twice in a row', async () => {
    const { outcomes } = await watch({
      probe: (path, second) => (path === 'home' && (second / 15) % 4 === 0 ? wrong : ok),
    })
    expect(outcomes.paths).toBe('fail: paths-broken')
  })

  test('that failed on the former version too is not blamed on this one, and never rolled back', async () => {
    const played = await watch({
      version: (second) => serves(second < 60 ? oldSha : newSha),
      probe: (path) => (path === 'checkout' ? wrong : ok),
    })
    expect(played.conclusion).toBe('inconclusive')
    expect(played.outcomes.paths).toBe('unknown: failed-before')
    expect(count(played, 'lock-rollback')).toBe(0)
  })

  test('a machine that never reached the site blames nobody', async () => {
    const played = await watch(
      { probe: () => silent },
      planOf({ version: { readable: false, origin: null, expected: null } }),
    )
    expect(played.conclusion).toBe('watch-failed')
    expect(played.outcomes.paths).toBe('unknown: never-reached')
    expect(acts(played)).toEqual(['set-status', 'set-status'])
  })

  test('a site that takes connections from the first look on and never answers is broken', async () => {
    const hangs: ProbeAnswer = {
      result: 'wrong',
      milliseconds: 10_000,
      detail: 'GET /: no answer in time (10000 ms)',
      answered: true,
    }
    const played = await watch(
      { probe: () => hangs },
      planOf({ version: { readable: false, origin: null, expected: null } }),
    )
    expect(played.outcomes.paths).toBe('fail: paths-broken')
    expect(played.conclusion).toBe('regressed')
  })

  test('failing at the very end is not called healthy', async () => {
    const { outcomes, conclusion } = await watch({
      probe: (path, second) => (path === 'home' && second >= 630 ? wrong : ok),
    })
    expect({ conclusion, paths: outcomes.paths }).toEqual({
      conclusion: 'inconclusive',
      paths: 'unknown: failing-at-the-end',
    })
  })

  test('that failed now and then on both versions is neither broken nor working', async () => {
    const played = await watch({
      version: (second) => serves(second < 60 ? oldSha : newSha),
      probe: (path, second) => (path === 'home' && (second / 15) % 3 === 0 ? wrong : ok),
    })
    expect(played.outcomes.paths).toBe('unknown: failed-before')
    expect(played.conclusion).toBe('inconclusive')
  })

  test('reported only does not decide anything', async () => {
    const plan = planOf({ enforced: ['post-deploy-watch/version'] })
    const played = await watch({ probe: () => wrong }, plan)
    expect(played.outcomes.paths).toBe('fail: paths-broken')
    expect(played.conclusion).toBe('healthy')
    expect(count(played, 'report-incident')).toBe(0)
  })
})

describe('a rollback', () => {
  const broken: SimulatedWorld = { probe: (_, second) => (second >= 60 ? wrong : ok) }

  test.each([
    [
      'not configured',
      { kind: 'by-hand', code: 'rollback-not-configured', reason: 'none is configured', next: 'Set one.' },
    ],
    [
      'forbidden for critical features',
      { kind: 'by-hand', code: 'critical-feature', reason: 'src/auth/login.ts changed', next: 'Decide.' },
    ],
  ] as const)('%s is left to people', async (_, rollback) => {
    const played = await watch(broken, planOf({ rollback }))
    expect(played.outcomes.rollback).toBe(`ask: ${rollback.code}`)
    expect(played.conclusion).toBe('regressed')
    expect(count(played, 'lock-rollback')).toBe(0)
    expect(count(played, 'report-incident')).toBeGreaterThan(0)
  })

  test('another watch that holds the lock: this one only verifies', async () => {
    const played = await watch({
      ...broken,
      lock: 'taken',
      probe: (_, second) => (second >= 60 && second < 200 ? wrong : ok),
      version: (second) => serves(second < 200 ? newSha : oldSha),
    })
    expect(count(played, 'dispatch-rollback')).toBe(0)
    expect(played.outcomes.rollback).toBe('pass: rollback-proven')
  })

  test.each([
    [{ lock: 'failed' }, 'ask: lock-failed'],
    [{ lock: 'superseded' }, 'ask: newer-deployment'],
    [{ dispatch: 'refused' }, 'fail: dispatch-failed'],
    [{ run: () => ({ status: 'completed', conclusion: 'cancelled' }) }, 'fail: rollback-run-failed'],
    [{ run: () => ({ status: 'queued', conclusion: null }) }, 'fail: rollback-run-timeout'],
    [{ dispatch: 'not-listed' }, 'fail: rollback-not-proven'],
    [{}, 'fail: rollback-not-proven'],
  ] as const)('%j ends in %s, never in a second dispatch', async (world, expected) => {
    const played = await watch({ ...broken, ...world })
    expect(played.outcomes.rollback).toBe(expected)
    expect(count(played, 'dispatch-rollback')).toBeLessThanOrEqual(1)
    expect(played.conclusion).toBe('regressed')
  })

  test('a green run with the old version back but a path still failing is not proven', async () => {
    const played = await watch({ ...broken, version: (second) => serves(second < 200 ? newSha : oldSha) })
    expect(played.outcomes.rollback).toBe('fail: rollback-not-proven')
    expect(played.headline).toContain('GET / answered 500')
  })

  test('paths that work again while the new version is still served are not a proof', async () => {
    const played = await watch({ probe: (_, second) => (second >= 60 && second < 200 ? wrong : ok) })
    expect(played.outcomes.rollback).toBe('fail: rollback-not-proven')
    expect(played.headline).toContain(`version ${newSha} is served`)
  })

  test('without a readable version the recovery is seen, and not called proven', async () => {
    const played = await watch(
      { probe: (_, second) => (second >= 60 && second < 200 ? wrong : ok) },
      planOf({ version: { readable: false, origin: null, expected: newSha } }),
    )
    expect(played.outcomes.rollback).toBe('unknown: version-not-readable')
  })

  test('an incident that cannot be opened holds nothing up', async () => {
    const played = await watch({ ...broken, incident: 'refused' })
    expect(count(played, 'dispatch-rollback')).toBe(1)
    expect(played.state.problems).toEqual(['The token lacks the permission issues=write.'])
  })

  test('begun by a watch that was killed is verified, and not begun again', async () => {
    const played = await watch(
      { version: (second) => serves(second < 45 ? newSha : oldSha) },
      planOf({ rollbackBegun: true }),
    )
    expect(acts(played)).toEqual(['set-status', 'report-incident'])
    expect(played.outcomes).toMatchObject({ version: 'fail: rolled-back', rollback: 'pass: rollback-proven' })
    expect(played.conclusion).toBe('regressed')
  })

  test('is not done when another version is what is broken', async () => {
    const played = await watch({
      probe: (_, second) => (second >= 90 ? wrong : ok),
      version: (second) => serves(second >= 75 ? 'c'.repeat(40) : newSha),
    })
    expect(count(played, 'lock-rollback')).toBe(0)
    expect(played.outcomes.version).toBe('unknown: superseded')
    expect(played.conclusion).toBe('inconclusive')
  })
})

describe('a watch that is stopped', () => {
  test('leaves a truthful status and is never healthy', async () => {
    const played = await watch({ stopAt: 300 })
    expect(played.conclusion).toBe('watch-failed')
    expect(played.outcomes.paths).toBe('unknown: watch-interrupted')
    const last = played.acts.at(-1)
    expect(last?.type === 'set-status' && last.state).toBe('error')
  })

  test('in the middle of a rollback says so', async () => {
    const played = await watch({
      probe: () => wrong,
      run: () => ({ status: 'in_progress', conclusion: null }),
      stopAt: 200,
    })
    expect(played.outcomes.rollback).toBe('unknown: rollback-interrupted')
    expect(played.conclusion).toBe('regressed')
  })
})

describe('metrics', () => {
  const every = 60_000
  const plan = (change = {}) =>
    planOf({ watch: 30 * every, metrics: [{ name: 'http errors', every }], paths: [], ...change })
  const rate = (before: number, after: number, traffic = 1_000): SimulatedWorld => ({
    metric: (_, window) => ({
      bad: Math.round(traffic * (window === 'watch' ? after : before)),
      total: traffic,
    }),
  })

  test('that stay as they were are healthy', async () => {
    const { conclusion, outcomes } = await watch(rate(0.002, 0.002), plan())
    expect({ conclusion, errors: outcomes.errors }).toEqual({
      conclusion: 'healthy',
      errors: 'pass: errors-did-not-rise',
    })
  })

  test('that rise are found in minutes and rolled back, with the effect as a lower bound', async () => {
    const played = await watch(rate(0.002, 0.02), plan())
    expect(played.outcomes.errors).toBe('fail: errors-rose')
    expect(played.state.regressedAt ?? 0).toBeLessThan(startedAt + 6 * every)
    expect(played.headline).toMatch(/at least \d(\.\d)?x the rate before/)
    expect(count(played, 'dispatch-rollback')).toBe(1)
  })

  test('recovery is judged too: a rate that does not fall is not a proven rollback', async () => {
    const until = 900
    const recovering = (rest: number): SimulatedWorld => ({
      metric: (_, window) => ({
        bad: window === 'watch' ? 100 : window === 'recovery' ? rest : 2,
        total: 1_000,
      }),
      version: (second) => serves(second < until ? newSha : oldSha),
      run: (second) =>
        second < until
          ? { status: 'queued', conclusion: null }
          : { status: 'completed', conclusion: 'success' },
    })
    const slow = plan({ rollback: { ...planOf().rollback, timeout: 1_200_000, verify: 600_000 } })
    expect((await watch(recovering(2), slow)).outcomes.rollback).toBe('pass: rollback-proven')
    const still = await watch(recovering(100), slow)
    expect(still.outcomes.rollback).toBe('fail: rollback-not-proven')
    expect(still.headline).toContain('may still be at')
  })

  test('a server that is down says nothing about the deployment', async () => {
    const played = await watch({ metric: () => 'it answered 503' }, plan())
    expect(played.conclusion).toBe('watch-failed')
    expect(played.outcomes.errors).toBe('unknown: no-data')
    expect(count(played, 'lock-rollback')).toBe(0)
    expect(count(played, 'report-incident')).toBe(0)
  })

  test('a server that was down for a while is asked again for what was missed', async () => {
    let asked = 0
    const { outcomes } = await watch(
      {
        metric: () => {
          asked += 1
          return asked > 400 && asked < 420 ? 'it answered 503' : { bad: 1, total: 1_000 }
        },
      },
      plan(),
    )
    expect(outcomes.errors).toBe('pass: errors-did-not-rise')
  })

  test.each<[string, Sample, Sample, string]>([
    ['empty', 'none', 'none', 'unknown: no-data'],
    ['errors that never existed', 'none', 1_000, 'unknown: no-data'],
    ['NaN', 'invalid', 1_000, 'unknown: no-data'],
    ['more bad than total', 2_000, 1_000, 'unknown: no-data'],
    ['no traffic at all', 0, 0, 'unknown: too-little-traffic'],
    ['too little traffic', 0, 2, 'unknown: too-little-traffic'],
  ])('%s is not healthy, and nobody is rolled back for it', async (_, bad, total, expected) => {
    const played = await watch({ metric: () => ({ bad, total }) }, plan())
    expect(played.outcomes.errors).toBe(expected)
    expect(count(played, 'lock-rollback')).toBe(0)
    expect(['inconclusive', 'watch-failed']).toContain(played.conclusion)
  })

  test('an error counter that existed before and is absent now is zero', async () => {
    const { outcomes } = await watch(
      { metric: (_, window) => ({ bad: window === 'watch' ? 'none' : 3, total: 1_000 }) },
      plan(),
    )
    expect(outcomes.errors).toBe('pass: errors-did-not-rise')
  })

  test('too little traffic says how many requests are missing', async () => {
    const { state } = await watch({ metric: () => ({ bad: 0, total: 10 }) }, plan())
    const errors = outcomesOf(state).find(({ id }) => id.endsWith('/errors'))
    expect(errors?.reason.message).toMatch(/needs \d+ requests more/)
  })

  test('a first deployment has no baseline: the limit decides', async () => {
    const first = (after: number): SimulatedWorld => ({
      metric: (_, window) =>
        window === 'watch' ? { bad: after, total: 1_000 } : { bad: 'none', total: 'none' },
    })
    expect((await watch(first(300), plan())).outcomes.errors).toBe('fail: errors-above-limit')
    expect((await watch(first(1), plan())).outcomes.errors).toBe('pass: errors-did-not-rise')
  })

  test('a rate too small to matter is no regression, however much it rose', async () => {
    const played = await watch(
      { metric: (_, window) => ({ bad: window === 'watch' ? 20 : 0, total: 100_000 }) },
      plan(),
    )
    expect(played.outcomes.errors).toBe('pass: errors-did-not-rise')
  })

  test('a watch shorter than a stretch cannot count', async () => {
    const { outcomes } = await watch(rate(0, 0), plan({ watch: 30_000 }))
    expect(outcomes.errors).toBe('unknown: no-data')
  })
})

describe('a scheduled run, hours after the deployment', () => {
  const every = 60_000
  const hour = 3_600_000
  const scheduled = (change: Partial<WatchPlan> = {}) =>
    planOf({
      watch: 5 * every,
      share: 5 / (24 * 60),
      counting: { since: startedAt - 3 * hour, span: 24 * hour },
      deployment: { id: 7, sha: newSha, createdAt: startedAt - 3 * hour - 300_000 },
      metrics: [{ name: 'http errors', every }],
      quiet: true,
      ...change,
    })
  const isAfter = (second: number) => second > -3 * 3_600

  test('counts on from the deployment: a small rise that five minutes would not show is found', async () => {
    const rise = (share: number): SimulatedWorld => ({
      metric: (_, window, second) => ({
        bad: window === 'watch' && isAfter(second) ? share : 2,
        total: 1_000,
      }),
    })
    const played = await watch(rise(4), scheduled())
    expect(played.outcomes.errors).toBe('fail: errors-rose')
    const alone = await watch(rise(4), scheduled({ counting: { since: null, span: 5 * every }, share: 1 }))
    expect(alone.outcomes.errors).not.toBe('fail: errors-rose')
  })

  test('says nothing while all is well, and only the bad news otherwise', async () => {
    const well = await watch({ metric: () => ({ bad: 1, total: 1_000 }) }, scheduled())
    expect(well.conclusion).toBe('healthy')
    expect(acts(well)).toEqual([])
    const stopped = await watch({ metric: () => ({ bad: 1, total: 1_000 }), stopAt: 60 }, scheduled())
    expect(acts(stopped)).toEqual([])
    const broken = await watch({ probe: () => wrong, metric: () => ({ bad: 1, total: 1_000 }) }, scheduled())
    expect(acts(broken).slice(0, 2)).toEqual(['set-status', 'report-incident'])
  })

  test('spends its share of the error probability on looks: two failures in a row are not enough', async () => {
    const twice: SimulatedWorld = {
      metric: () => ({ bad: 1, total: 1_000 }),
      probe: (path, second) => (path === 'home' && (second === 120 || second === 135) ? wrong : ok),
    }
    expect((await watch(twice, scheduled())).outcomes.paths).toBe('unknown: unsteady')
    expect((await watch(twice, scheduled({ share: 1 }))).outcomes.paths).toBe('fail: paths-broken')
  })

  test('compares no stretch with one after the deployment', async () => {
    const asked: number[] = []
    await watch(
      {
        metric: (_, window, second) => {
          if (window === 'day' || window === 'week' || window === 'before') asked.push(second)
          return { bad: 1, total: 1_000 }
        },
      },
      scheduled({ counting: { since: startedAt - 3 * hour, span: 72 * hour } }),
    )
    expect(Math.max(...asked)).toBeLessThanOrEqual(-3 * 3_600 - 300)
  })
})

describe('latency', () => {
  test('slow answers are reported and stop nothing', async () => {
    const played = await watch({ probe: () => ({ ...ok, milliseconds: 9_000 }) })
    expect(played.outcomes.latency).toBe('fail: slow')
    expect(played.conclusion).toBe('healthy')
  })

  test('that were slow before are not blamed on this deployment', async () => {
    const { outcomes } = await watch({
      version: (second) => serves(second < 60 ? oldSha : newSha),
      probe: () => ({ ...ok, milliseconds: 9_000 }),
    })
    expect(outcomes.latency).toBe('unknown: slow-before')
  })
})

describe('the loop', () => {
  const result = fc.constantFrom<ProbeAnswer>(ok, ok, ok, wrong, silent)

  test('whatever the world does, the watch ends, replays, and rolls back once at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(result, { minLength: 1, maxLength: 40 }),
        fc.array(fc.constantFrom(oldSha, newSha, newSha, newSha, 'c'.repeat(40)), {
          minLength: 1,
          maxLength: 40,
        }),
        fc.option(fc.integer({ min: 0, max: 900 }), { nil: undefined }),
        async (results, versions, stopAt) => {
          const played = await watch({
            probe: (_, second) => results[Math.floor(second / 15) % results.length] ?? ok,
            version: (second) => serves(versions[Math.floor(second / 15) % versions.length] ?? newSha),
            ...(stopAt !== undefined && { stopAt }),
          })
          expect(count(played, 'dispatch-rollback')).toBeLessThanOrEqual(1)
          expect(count(played, 'lock-rollback')).toBeLessThanOrEqual(1)
          if (played.conclusion === 'healthy') {
            expect(played.state.ending?.how).toBe('watched')
            for (const { after } of Object.values(played.state.paths)) {
              const failed = after.filter((look) => look.result !== 'ok').length
              expect(failed).toBeLessThanOrEqual(Math.max(1, after.length / 20))
              expect(after.at(-1)?.result).toBe('ok')
            }
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('the order of the answers within a look does not matter', async () => {
    const plan = planOf()
    const { events } = await play(plan, {
      probe: (path, second) => (path === 'home' && second > 100 ? wrong : ok),
    })
    const ticks: number[] = []
    for (const [index, event] of events.entries()) if (event.type === 'tick') ticks.push(index)
    const swapped = [...events]
    for (const tick of ticks) {
      const isLook = (offset: number) =>
        ['probe-answered', 'version-answered'].includes(swapped[tick + offset]?.type ?? '')
      const [first, third] = [swapped[tick + 1], swapped[tick + 3]]
      if (isLook(1) && isLook(3) && first !== undefined && third !== undefined) {
        swapped[tick + 1] = third
        swapped[tick + 3] = first
      }
    }
    expect(swapped).not.toEqual(events)
    expect(replay(plan, swapped)).toEqual(replay(plan, events))
  })

  test('an answer to an earlier look, or a second one, changes nothing', () => {
    const plan = planOf()
    const opened = reduce(start(plan).state, { type: 'tick', at: startedAt }).state
    const late = { type: 'probe-answered', at: startedAt, round: 0, path: 'home', answer: wrong } as const
    expect(reduce(opened, late).state).toEqual(opened)
    const once = reduce(opened, { ...late, round: 1, answer: ok }).state
    expect(reduce(once, { ...late, round: 1 }).state).toEqual(once)
  })

  test('a path that works is never the reason of a worse verdict than one that fails', async () => {
    const order = ['healthy', 'inconclusive', 'watch-failed', 'regressed']
    await fc.assert(
      fc.asyncProperty(fc.array(result, { minLength: 4, maxLength: 40 }), fc.nat(), async (results, pick) => {
        const better = results.map((each, index) => (index === pick % results.length ? ok : each))
        const verdictOf = async (given: readonly ProbeAnswer[]) =>
          (await watch({ probe: (_, second) => given[Math.floor(second / 15)] ?? ok })).conclusion
        const [worse, mended] = [await verdictOf(results), await verdictOf(better)]
        expect(order.indexOf(mended)).toBeLessThanOrEqual(order.indexOf(worse))
      }),
      { numRuns: 60 },
    )
  })
})
