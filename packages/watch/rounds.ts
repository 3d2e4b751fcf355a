import { reportIncidentOf, setStatus } from './announce.ts'
import type { Command } from './command.ts'
import type { EventOf } from './event.ts'
import { finish } from './finish.ts'
import { metricsSettled } from './metrics/settle.ts'
import { type LookPart, noteLook, unseenPath } from './paths/path-state.ts'
import { regressionOf } from './regression.ts'
import { beginRollback, confirmRound } from './rollback/advance.ts'
import { note, type Round, type Step, type WatchState } from './state.ts'
import { convergedAnswers, noteVersion, servedBy } from './version/version-state.ts'

/** Opens the next look at everything. Without anything to look at it is closed at once. */
export function openRound(state: WatchState): Step {
  const { plan } = state
  const number = state.rounds + 1
  const round: Round = {
    number,
    version: plan.version.readable ? 'asked' : 'not-asked',
    probes: Object.fromEntries(plan.paths.map(({ name }) => [name, 'asked'])),
  }
  const commands: Command[] = [
    ...(plan.version.readable ? [{ type: 'read-version', round: number } as const] : []),
    ...plan.paths.map(({ name }) => ({ type: 'probe', round: number, path: name }) as const),
  ]
  const opened: WatchState = { ...state, rounds: number, round }
  return commands.length > 0 ? { state: opened, commands } : closeRound(opened, round)
}

/** Takes an answer into the open round; one of another round, or a second one, is too late to count. */
export function answerRound(
  state: WatchState,
  event: EventOf<'version-answered'> | EventOf<'probe-answered'>,
): Step {
  const { round } = state
  if (round === undefined || round.number !== event.round) return { state, commands: [] }
  const answered = withAnswer(round, event)
  if (answered === round) return { state, commands: [] }
  const isOpen =
    answered.version === 'asked' || Object.values(answered.probes).some((probe) => probe === 'asked')
  const next: WatchState = { ...state, round: answered }
  return isOpen ? { state: next, commands: [] } : closeRound(next, answered)
}

function withAnswer(round: Round, event: EventOf<'version-answered'> | EventOf<'probe-answered'>): Round {
  if (event.type === 'version-answered') {
    return round.version === 'asked' ? { ...round, version: event.answer } : round
  }
  return round.probes[event.path] === 'asked'
    ? { ...round, probes: { ...round.probes, [event.path]: event.answer } }
    : round
}

function closeRound(state: WatchState, round: Round): Step {
  const known = noteReached(withVersion(state, round), round)
  const closed = (step: Step): Step => ({ ...step, state: { ...step.state, round: undefined } })
  switch (state.phase) {
    case 'converging':
      return closed(convergeRound(withFormer(withLooks(known, round, partOf(known)))))
    case 'watching':
      return closed(watchRound(known, round))
    case 'rolling-back':
      return closed(confirmRound(known))
    case 'settling':
    case 'ended':
      return closed({ state: known, commands: [] })
  }
}

function withVersion(state: WatchState, { version }: Round): WatchState {
  if (version === 'asked' || version === 'not-asked') return state
  return { ...state, version: noteVersion(state.version, state.plan, version) }
}

/** One HTTP answer, or one connection that was taken, shows that this machine can reach the origin, now and whenever it fails later. */
function noteReached(state: WatchState, round: Round): WatchState {
  const reached = new Set(state.reached)
  const { origin } = state.plan.version
  const { version } = round
  if (origin !== null && typeof version === 'object' && version.kind !== 'unreachable') reached.add(origin)
  for (const { name, origin } of state.plan.paths) {
    const answer = round.probes[name]
    if (answer !== undefined && answer !== 'asked' && answer.answered) reached.add(origin)
  }
  return reached.size === state.reached.length ? state : { ...state, reached: [...reached] }
}

/** While only the former version was ever seen, its answers are the baseline; once the new one was seen, neither counts until it is alone. */
function partOf({ version, plan }: WatchState): LookPart {
  return !version.expectedSeen && servedBy(version.last, plan.version.expected) === 'other'
    ? 'before'
    : 'between'
}

function withFormer(state: WatchState): WatchState {
  const { last } = state.version
  if (state.formerVersion !== undefined || last?.kind !== 'version' || partOf(state) !== 'before')
    return state
  return { ...state, formerVersion: last.version }
}

function withLooks(state: WatchState, round: Round, part: LookPart): WatchState {
  const paths = { ...state.paths }
  for (const [name, answer] of Object.entries(round.probes)) {
    if (answer === 'asked') continue
    paths[name] = noteLook(paths[name] ?? unseenPath, part, answer, state.now)
  }
  return { ...state, paths }
}

function convergeRound(state: WatchState): Step {
  const { plan, version, now } = state
  if (version.converged) {
    const what = `Only ${plan.version.expected?.slice(0, 12) ?? 'the new version'} is served.`
    return { state: watchFromNow(note(state, what)), commands: [] }
  }
  if (now - plan.startedAt < plan.converge) return { state, commands: [] }
  switch (servedBy(version.last, plan.version.expected)) {
    case 'expected':
      // About to be the only one: the next answers tell.
      return { state, commands: [] }
    case 'other':
      return finish(state, 'not-served')
    case 'not-told':
      // It may be down, which only watching shows.
      break
  }
  const waited = note(
    state,
    'The time to converge is over, and the version could not be read: watching what is served.',
  )
  return { state: watchFromNow(waited), commands: [] }
}

/** From now on what is seen counts. */
export function watchFromNow(state: WatchState): WatchState {
  return { ...state, phase: 'watching', servedSince: state.now }
}

function watchRound(state: WatchState, round: Round): Step {
  const { version, plan } = state
  if (version.otherInARow >= convergedAnswers) {
    return finish(state, version.converged ? 'superseded' : 'not-served')
  }
  const isOther = servedBy(version.last, plan.version.expected) === 'other'
  const looked = isOther ? state : withLooks(state, round, 'after')
  return regress(looked) ?? endOfWatch(looked)
}

/** Stops at a proven regression: people are told first, then the rollback begins. Undefined when there is none. */
export function regress(state: WatchState): Step | undefined {
  const regression = state.phase === 'ended' ? undefined : regressionOf(state)
  if (regression === undefined) return undefined
  const regressed = note(
    { ...state, phase: 'rolling-back', regressedAt: state.now, rollback: { step: 'reporting' } },
    `Regressed: ${regression.title}.`,
  )
  const reports = reportIncidentOf(regressed)
  if (reports.length === 0) return beginRollback(regressed)
  const status = setStatus(state.plan, 'failure', `Regressed: ${regression.title}`)
  return { state: regressed, commands: [...status, ...reports] }
}

function endOfWatch(state: WatchState): Step {
  const { plan, servedSince, now } = state
  if (servedSince === undefined || now - servedSince < plan.watch) return { state, commands: [] }
  return metricsSettled(state)
    ? finish(state, 'watched')
    : { state: { ...state, phase: 'settling' }, commands: [] }
}
