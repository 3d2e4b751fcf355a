import type { Command } from './command.ts'
import type { MetricWindow, ProbeAnswer, Sample, VersionAnswer, WatchEvent } from './event.ts'
import type { WatchPlan } from './plan.ts'
import { runWatch } from './run-watch.ts'
import type { WatchState } from './state.ts'

/** A world for tests: what everything answers at a given second of the watch, on a clock that only sleeping moves. */
export interface SimulatedWorld {
  readonly version?: (second: number) => VersionAnswer
  readonly probe?: (path: string, second: number) => ProbeAnswer
  /** Counts of the stretch that ends at `second`, or why there are none. */
  readonly metric?: (
    metric: string,
    window: MetricWindow,
    second: number,
  ) => { bad: Sample; total: Sample } | string
  readonly lock?: 'acquired' | 'taken' | 'superseded' | 'failed'
  readonly dispatch?: 'run' | 'not-listed' | 'refused'
  readonly run?: (second: number) => { status: string; conclusion: string | null }
  readonly incident?: 'reported' | 'refused'
  /** Aborts the watch at this second. */
  readonly stopAt?: number
}

export const startedAt = Date.UTC(2026, 7, 1, 12)

export const ok: ProbeAnswer = { result: 'ok', milliseconds: 20, detail: '', answered: true }
export const wrong: ProbeAnswer = {
  result: 'wrong',
  milliseconds: 20,
  detail: 'GET / answered 500, expected below 400',
  answered: true,
}
export const silent: ProbeAnswer = {
  result: 'silent',
  milliseconds: 20,
  detail: 'GET /: the connection was refused',
  answered: false,
}
export const serves = (version: string): VersionAnswer => ({ kind: 'version', version })

export const oldSha = 'a'.repeat(40)
export const newSha = 'b'.repeat(40)

export function planOf(change: Partial<WatchPlan> = {}): WatchPlan {
  return {
    service: 'default',
    environment: 'production',
    startedAt,
    watch: 600_000,
    interval: 15_000,
    converge: 120_000,
    slow: 3_000,
    alpha: 0.01,
    tolerance: 1.25,
    floor: 0.001,
    ruleOut: 0.01,
    paths: [
      { name: 'home', origin: 'https://www.example.com' },
      { name: 'checkout', origin: 'https://www.example.com' },
    ],
    metrics: [],
    share: 1,
    counting: { since: null, span: change.watch ?? 600_000 },
    version: { readable: true, origin: 'https://www.example.com', expected: newSha },
    deployment: { id: 7, sha: newSha, createdAt: startedAt - 60_000 },
    lastGood: oldSha,
    rollback: {
      kind: 'automatic',
      workflow: 'deploy.yml',
      inputs: { sha: oldSha },
      timeout: 300_000,
      verify: 300_000,
    },
    rollbackBegun: false,
    enforced: ['post-deploy-watch/version', 'post-deploy-watch/paths', 'post-deploy-watch/errors'],
    publishes: true,
    quiet: false,
    ...change,
  }
}

export interface Played {
  readonly state: WatchState
  readonly events: readonly WatchEvent[]
  /** The commands, in the order in which they were given; looks and queries left out. */
  readonly acts: readonly Command[]
}

const looks: readonly Command['type'][] = ['probe', 'read-version', 'query-metric']

/** Plays a whole watch in no time. */
export async function play(plan: WatchPlan, world: SimulatedWorld = {}): Promise<Played> {
  let now = plan.startedAt
  const stop = new AbortController()
  const acts: Command[] = []
  const second = () => (now - plan.startedAt) / 1_000
  const result = await runWatch(
    plan,
    {
      now: () => now,
      sleep: async (milliseconds) => {
        now += milliseconds
        if (world.stopAt !== undefined && second() >= world.stopAt) stop.abort('SIGTERM')
      },
      perform: async (command) => {
        if (!looks.includes(command.type)) acts.push(command)
        return answer(command, world, second(), now)
      },
      onEvent: () => undefined,
    },
    stop.signal,
  )
  return { ...result, acts }
}

function answer(command: Command, world: SimulatedWorld, second: number, at: number): WatchEvent {
  switch (command.type) {
    case 'read-version':
      return {
        type: 'version-answered',
        at,
        round: command.round,
        answer: world.version?.(second) ?? serves(newSha),
      }
    case 'probe': {
      const { round, path } = command
      return { type: 'probe-answered', at, round, path, answer: world.probe?.(path, second) ?? ok }
    }
    case 'query-metric':
      return {
        type: 'metric-answered',
        at,
        metric: command.metric,
        window: command.window,
        answer: metricAnswer(command, world),
      }
    case 'set-status':
      return { type: 'status-set', at, problem: null }
    case 'report-incident':
      return world.incident === 'refused'
        ? {
            type: 'incident-reported',
            at,
            issue: null,
            problem: 'The token lacks the permission issues=write.',
          }
        : {
            type: 'incident-reported',
            at,
            issue: { number: 12, url: 'https://github.com/o/r/issues/12' },
            problem: null,
          }
    case 'lock-rollback': {
      const outcome = world.lock ?? 'acquired'
      return { type: 'rollback-locked', at, outcome, problem: outcome === 'failed' ? 'Refused.' : null }
    }
    case 'dispatch-rollback': {
      const run = { id: 99, url: 'https://github.com/o/r/actions/runs/99' }
      const how = world.dispatch ?? 'run'
      return {
        type: 'rollback-dispatched',
        at,
        run: how === 'run' ? run : null,
        problem: how === 'refused' ? 'Not found.' : null,
      }
    }
    case 'read-run': {
      const { status, conclusion } = world.run?.(second) ?? { status: 'completed', conclusion: 'success' }
      return { type: 'run-read', at, status, conclusion, url: '', problem: null }
    }
  }
}

function metricAnswer(
  { metric, window, first, last, every }: Extract<Command, { type: 'query-metric' }>,
  world: SimulatedWorld,
): Extract<WatchEvent, { type: 'metric-answered' }>['answer'] {
  const bins: { end: number; bad: Sample; total: Sample }[] = []
  for (let end = first; end <= last; end += every) {
    const found = world.metric?.(metric, window, (end - startedAt) / 1_000) ?? 'nothing there'
    if (typeof found === 'string') return { kind: 'failed', reason: found }
    bins.push({ end, ...found })
  }
  return { kind: 'bins', bins }
}
