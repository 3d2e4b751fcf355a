import { setStatus } from './announce.ts'
import type { Command } from './command.ts'
import type { EventOf, WatchEvent } from './event.ts'
import { finish } from './finish.ts'
import { noteMetric, unaskedMetric } from './metrics/metric-state.ts'
import { metricsSettled } from './metrics/settle.ts'
import { baselineQueries, countingOf, stretchQuery } from './metrics/windows.ts'
import { counted } from './numbers.ts'
import type { WatchPlan } from './plan.ts'
import { beginRollback, onDispatched, onLocked, onRunRead, verify } from './rollback/advance.ts'
import { answerRound, openRound, regress, watchFromNow } from './rounds.ts'
import { initialState, note, type Step, type WatchState } from './state.ts'

/** The state before the first event, and what is to be done first. */
export function start(plan: WatchPlan): Step {
  const begun = note(initialState(plan), 'The watch began.')
  if (plan.rollbackBegun) {
    return verify(note(begun, 'A rollback of this deployment was begun before.'), 'another', undefined)
  }
  // Without a version to wait for, what is served is taken for what was deployed.
  const isTold = plan.version.readable && plan.version.expected !== null
  const watched = [
    ...(plan.paths.length > 0 ? [counted(plan.paths.length, 'path')] : []),
    ...(plan.metrics.length > 0 ? [counted(plan.metrics.length, 'metric')] : []),
  ].join(' and ')
  return {
    state: isTold ? begun : watchFromNow(begun),
    commands: setStatus(plan, 'in_progress', `Watching ${watched}.`),
  }
}

/** What an event changes, and what is to be done next. Pure: the same events give the same watch anywhere. */
export function reduce(state: WatchState, event: WatchEvent): Step {
  const now: WatchState = { ...state, now: Math.max(state.now, event.at) }
  switch (event.type) {
    case 'tick':
      return onTick({ ...now, wakeAt: event.at + now.plan.interval })
    case 'version-answered':
    case 'probe-answered':
      return answerRound(now, event)
    case 'metric-answered':
      return onMetric(now, event)
    case 'status-set':
      return { state: withProblem(now, event.problem), commands: [] }
    case 'incident-reported':
      return onIncident(now, event)
    case 'rollback-locked':
      return now.rollback.step === 'locking' ? onLocked(now, event) : { state: now, commands: [] }
    case 'rollback-dispatched':
      return now.rollback.step === 'dispatching' ? onDispatched(now, event) : { state: now, commands: [] }
    case 'run-read':
      return onRunRead(now, event)
    case 'cancelled':
      return now.phase === 'ended'
        ? { state: now, commands: [] }
        : finish(note(now, `The watch was stopped (${event.signal}).`), 'cancelled')
  }
}

/** The state after all events: the same commands were given on the way. */
export function replay(plan: WatchPlan, events: readonly WatchEvent[]): WatchState {
  return events.reduce((state, event) => reduce(state, event).state, start(plan).state)
}

function onTick(state: WatchState): Step {
  const { phase, rollback } = state
  // A look that still waits for an answer is not overtaken by the next one.
  const look = (): Step => (state.round === undefined ? openRound(state) : { state, commands: [] })
  switch (phase) {
    case 'converging':
      return look()
    case 'watching':
      return withQueries(look())
    case 'settling':
      return metricsSettled(state) ? finish(state, 'watched') : withQueries({ state, commands: [] })
    case 'rolling-back':
      if (rollback.step === 'running') {
        return { state, commands: [{ type: 'read-run', run: rollback.run.id }] }
      }
      return rollback.step === 'verifying' ? withQueries(look()) : { state, commands: [] }
    case 'ended':
      return { state, commands: [] }
  }
}

function withQueries(step: Step): Step {
  return { ...step, commands: [...step.commands, ...metricQueries(step.state)] }
}

function metricQueries({ plan, metrics, servedSince, rollback, phase, now }: WatchState): Command[] {
  if (servedSince === undefined || phase === 'ended') return []
  return plan.metrics.flatMap((metric) => {
    const own = metrics[metric.name] ?? unaskedMetric
    if (rollback.step === 'verifying') {
      const limit = Math.floor((rollback.until - rollback.since) / metric.every)
      return stretchQuery(metric, own, 'recovery', rollback.since, limit, now)
    }
    const counting = countingOf(plan, metric, servedSince)
    return [
      ...baselineQueries(plan, metric, own, counting),
      ...stretchQuery(metric, own, 'watch', counting.since, counting.due, now),
    ]
  })
}

function onMetric(state: WatchState, event: EventOf<'metric-answered'>): Step {
  const own = state.metrics[event.metric] ?? unaskedMetric
  const noted: WatchState = {
    ...state,
    metrics: { ...state.metrics, [event.metric]: noteMetric(own, event) },
  }
  const isJudged = state.phase === 'watching' || state.phase === 'settling'
  return (isJudged ? regress(noted) : undefined) ?? { state: noted, commands: [] }
}

function onIncident(state: WatchState, event: EventOf<'incident-reported'>): Step {
  const reported: WatchState = {
    ...withProblem(state, event.problem),
    incident: event.issue ?? state.incident,
  }
  return reported.rollback.step === 'reporting' ? beginRollback(reported) : { state: reported, commands: [] }
}

function withProblem(state: WatchState, problem: string | null): WatchState {
  return problem === null || state.problems.includes(problem)
    ? state
    : { ...state, problems: [...state.problems, problem] }
}
