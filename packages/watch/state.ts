import type { TimelineEntry } from '@operator/incident'
import type { Command } from './command.ts'
import type { ProbeAnswer, VersionAnswer } from './event.ts'
import { judgeMetric, type MetricVerdict } from './metrics/judge-metric.ts'
import { type MetricState, unaskedMetric } from './metrics/metric-state.ts'
import { countingOf } from './metrics/windows.ts'
import { judgePath, type PathVerdict } from './paths/judge-path.ts'
import { type PathState, unseenPath } from './paths/path-state.ts'
import type { PlannedMetric, PlannedPath, WatchPlan } from './plan.ts'
import type { RollbackState } from './rollback/rollback-state.ts'
import { unreadVersion, type VersionState } from './version/version-state.ts'

export type Phase = 'converging' | 'watching' | 'settling' | 'rolling-back' | 'ended'

/** One look at everything at once. It is judged when every answer is there, so their order says nothing. */
export interface Round {
  readonly number: number
  readonly version: VersionAnswer | 'asked' | 'not-asked'
  readonly probes: Readonly<Record<string, ProbeAnswer | 'asked'>>
}

export type Ending = 'watched' | 'regressed' | 'not-served' | 'superseded' | 'cancelled'

export interface WatchState {
  readonly plan: WatchPlan
  readonly now: number
  readonly phase: Phase
  /** When the next tick is due. */
  readonly wakeAt: number
  readonly rounds: number
  readonly round: Round | undefined
  readonly version: VersionState
  /** What was served before the new version came, if anything was seen. */
  readonly formerVersion: string | undefined
  /** Since when only the new version has been served. */
  readonly servedSince: number | undefined
  readonly paths: Readonly<Record<string, PathState>>
  /** Origins that have answered this machine over HTTP. */
  readonly reached: readonly string[]
  readonly metrics: Readonly<Record<string, MetricState>>
  /** When something got provably worse. */
  readonly regressedAt: number | undefined
  readonly rollback: RollbackState
  readonly incident: { readonly number: number; readonly url: string } | undefined
  /** What could not be written to GitHub, once each. */
  readonly problems: readonly string[]
  readonly timeline: readonly TimelineEntry[]
  readonly ending: { readonly at: number; readonly how: Ending } | undefined
}

/** What follows from an event. */
export interface Step {
  readonly state: WatchState
  readonly commands: readonly Command[]
}

export function initialState(plan: WatchPlan): WatchState {
  return {
    plan,
    now: plan.startedAt,
    phase: 'converging',
    wakeAt: plan.startedAt,
    rounds: 0,
    round: undefined,
    version: unreadVersion,
    formerVersion: undefined,
    servedSince: undefined,
    paths: Object.fromEntries(plan.paths.map(({ name }) => [name, unseenPath])),
    reached: [],
    metrics: Object.fromEntries(plan.metrics.map(({ name }) => [name, unaskedMetric])),
    regressedAt: undefined,
    rollback: { step: 'idle' },
    incident: undefined,
    problems: [],
    timeline: [],
    ending: undefined,
  }
}

export function note(state: WatchState, what: string): WatchState {
  return { ...state, timeline: [...state.timeline, { at: state.now, what }] }
}

export interface JudgedPath {
  readonly path: PlannedPath
  readonly state: PathState
  readonly verdict: PathVerdict
}

export function judgePaths(state: WatchState): JudgedPath[] {
  const { plan } = state
  return plan.paths.map((path) => {
    const own = state.paths[path.name] ?? unseenPath
    return { path, state: own, verdict: judgePath(own, plan, state.reached.includes(path.origin)) }
  })
}

export interface JudgedMetric {
  readonly metric: PlannedMetric
  readonly verdict: MetricVerdict
}

export function judgeMetrics(state: WatchState): JudgedMetric[] {
  const { plan, servedSince } = state
  return plan.metrics.map((metric) => ({
    metric,
    verdict:
      servedSince === undefined
        ? {
            kind: 'no-data',
            why: 'the new version was never the only one served, so nothing was counted',
            remedy: 'See the check of the version.',
          }
        : judgeMetric(
            plan,
            metric,
            state.metrics[metric.name] ?? unaskedMetric,
            countingOf(plan, metric, servedSince),
          ),
  }))
}
