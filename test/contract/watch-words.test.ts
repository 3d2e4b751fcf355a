import { expect, test } from '@jest/globals'
import { provenRollbackIn, watchVerdictOf } from '@operator/report'
import type { Command } from '../../packages/watch/command.ts'
import type { WatchPlan } from '../../packages/watch/plan.ts'
import {
  newSha,
  ok,
  oldSha,
  planOf,
  play,
  type SimulatedWorld,
  serves,
  wrong,
} from '../../packages/watch/simulated-world.ts'

/** What the watch writes on a deployment is what precheck reads there, cut at GitHub's 140 characters. */
async function writtenBy(world: SimulatedWorld, change: Partial<WatchPlan>): Promise<readonly string[]> {
  const { acts } = await play(planOf(change), world)
  return acts.flatMap((command: Command) => {
    if (command.type !== 'set-status') return []
    const status = { state: command.state.toUpperCase(), description: command.description.slice(0, 140) }
    const rollback = provenRollbackIn(status)
    return [
      `${watchVerdictOf(status) ?? 'not recognised'}${rollback === undefined ? '' : ' and rolled back'}`,
    ]
  })
}

const withMetric = { metrics: [{ name: 'http errors', every: 60_000 }] }

/** Broken until the rollback has run. */
const broken: SimulatedWorld = {
  probe: (path, second) => (path !== 'home' && second >= 300 && second < 450 ? wrong : ok),
  version: (second) => serves(second >= 450 ? oldSha : newSha),
  run: (second) =>
    second < 450
      ? { status: 'in_progress', conclusion: null }
      : { status: 'completed', conclusion: 'success' },
}
const long = {
  paths: [
    { name: 'home', origin: 'https://www.example.com' },
    { name: 'c'.repeat(80), origin: 'https://www.example.com' },
    { name: 'd'.repeat(80), origin: 'https://www.example.com' },
  ],
}

test.each<[string, SimulatedWorld, Partial<WatchPlan>, readonly string[]]>([
  ['healthy', {}, {}, ['watching', 'healthy']],
  ['too little traffic', { metric: () => ({ bad: 0, total: 2 }) }, withMetric, ['watching', 'low-traffic']],
  [
    'too little traffic, and a path that fails now and then',
    { metric: () => ({ bad: 0, total: 2 }), probe: (_, second) => (second === 300 ? wrong : ok) },
    withMetric,
    ['watching', 'low-traffic'],
  ],
  [
    'too little traffic, and a version that cannot be read',
    { metric: () => ({ bad: 0, total: 2 }), version: () => ({ kind: 'unreadable', reason: 'no JSON' }) },
    withMetric,
    ['watching', 'inconclusive'],
  ],
  ['no data', { metric: () => 'it answered 503' }, withMetric, ['watching', 'inconclusive']],
  ['stopped', { stopAt: 120 }, {}, ['watching', 'inconclusive']],
  ['broken', broken, {}, ['watching', 'regressed', 'regressed and rolled back']],
  ['broken, with long names', broken, long, ['watching', 'regressed', 'regressed and rolled back']],
])('%s', async (_, world, plan, expected) => {
  expect(await writtenBy(world, plan)).toEqual(expected)
})
