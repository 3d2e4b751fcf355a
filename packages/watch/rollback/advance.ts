import { reportIncidentOf } from '../announce.ts'
import type { EventOf } from '../event.ts'
import { finish } from '../finish.ts'
import { confirmingRounds, formerVersion, metricsNotRecovered, missingInRound } from '../recovery.ts'
import { note, type Step, type WatchState } from '../state.ts'
import { decideRollback } from './decide.ts'
import type { RollbackState, Run } from './rollback-state.ts'

/** People know (or cannot be told): now the rollback may begin. */
export function beginRollback(state: WatchState): Step {
  const rollback = decideRollback(state)
  if (rollback.step === 'by-hand') return handOver(state, rollback)
  return { state: { ...state, rollback }, commands: [{ type: 'lock-rollback' }] }
}

export function onLocked(state: WatchState, event: EventOf<'rollback-locked'>): Step {
  switch (event.outcome) {
    case 'acquired':
      return {
        state: { ...state, rollback: { step: 'dispatching' } },
        commands: [{ type: 'dispatch-rollback' }],
      }
    case 'taken':
      return verify(note(state, 'Another watch is rolling this deployment back.'), 'another', undefined)
    case 'superseded':
      return handOver(state, {
        step: 'by-hand',
        code: 'newer-deployment',
        reason: 'a newer deployment to this environment has begun, and a rollback would undo it',
        next: 'Watch the newer deployment, or roll it back if it is broken too.',
      })
    case 'failed':
      return handOver(state, {
        step: 'by-hand',
        code: 'lock-failed',
        reason: `the lock that keeps two watches from rolling back twice could not be taken. ${event.problem ?? ''}`,
        next: `Roll back by hand${targetOf(state)}, and give the watch \`contents: write\`.`,
      })
  }
}

export function onDispatched(state: WatchState, event: EventOf<'rollback-dispatched'>): Step {
  if (event.problem !== null) {
    return give(state, {
      code: 'dispatch-failed',
      reason: `the rollback workflow could not be started. ${event.problem}`,
      next: `Roll back by hand now${targetOf(state)}.`,
    })
  }
  const { run } = event
  if (run === null)
    return verify(note(state, 'The rollback was started; its run is not listed.'), 'this-watch', undefined)
  const rollback: RollbackState = { step: 'running', since: state.now, run }
  const running = note({ ...state, rollback }, `The rollback${targetOf(state)} was started: ${run.url}`)
  return { state: running, commands: reportIncidentOf(running) }
}

export function onRunRead(state: WatchState, event: EventOf<'run-read'>): Step {
  const { rollback, plan } = state
  if (rollback.step !== 'running') return { state, commands: [] }
  if (event.problem === null && event.status === 'completed') {
    if (event.conclusion === 'success') {
      return verify(note(state, 'The rollback workflow succeeded.'), 'this-watch', rollback.run)
    }
    return give(state, {
      code: 'rollback-run-failed',
      reason: `the rollback workflow ended with ${event.conclusion ?? 'no conclusion'}: ${rollback.run.url}`,
      next: `Roll back by hand now${targetOf(state)}; the broken version may still be live.`,
    })
  }
  const limit = plan.rollback.kind === 'automatic' ? plan.rollback.timeout : 0
  if (state.now - rollback.since < limit) return { state, commands: [] }
  return give(state, {
    code: 'rollback-run-timeout',
    reason: `the rollback workflow is not done after ${Math.round(limit / 60_000)} minutes: ${rollback.run.url}`,
    next: `Look at that run, and roll back by hand${targetOf(state)} if it is stuck.`,
  })
}

/** Verifies somebody's rollback from now on. */
export function verify(state: WatchState, by: 'this-watch' | 'another', run: Run | undefined): Step {
  const { plan, now } = state
  const allowed = plan.rollback.kind === 'automatic' ? plan.rollback.verify : 15 * 60_000
  const running = by === 'another' && plan.rollback.kind === 'automatic' ? plan.rollback.timeout : 0
  const rollback: RollbackState = {
    step: 'verifying',
    since: now,
    until: now + allowed + running,
    by,
    run,
    confirmed: 0,
    missing: 'nothing was looked at yet',
  }
  return { state: { ...state, phase: 'rolling-back', rollback }, commands: [] }
}

/** Judges a closed round while a rollback is being verified. */
export function confirmRound(state: WatchState): Step {
  const { rollback, now } = state
  if (rollback.step !== 'verifying') return { state, commands: [] }
  const missing = missingInRound(state)
  const confirmed = missing === '' ? rollback.confirmed + 1 : 0
  const looked: RollbackState = { ...rollback, confirmed, missing }
  const unshown = confirmed >= confirmingRounds ? metricsNotRecovered(state) : missing
  if (confirmed >= confirmingRounds && unshown === '') {
    const former = formerVersion(state)
    if (former !== undefined) {
      const { since, by } = rollback
      const proven = note(
        { ...state, rollback: { step: 'proven', at: now, since, by } },
        `The rollback is proven: ${former.slice(0, 12)} is served, and every path works.`,
      )
      return finish(proven, 'regressed')
    }
    return give(
      state,
      {
        code: 'version-not-readable',
        reason:
          'every path works again, but how the version can be read is not known, so it is not proven that the former one is back',
        next: 'Check which version is live, and set `watch.version` in the policy.',
      },
      true,
    )
  }
  if (now < rollback.until) return { state: { ...state, rollback: looked }, commands: [] }
  return give(state, {
    code: 'rollback-not-proven',
    reason: `the rollback is not proven: ${unshown === '' ? missing : unshown}`,
    next: `Escalate: check which version is live, whether this began before the deployment, and whether data, a cache or another service is the cause${targetOf(state)}.`,
  })
}

function give(
  state: WatchState,
  why: { readonly code: string; readonly reason: string; readonly next: string },
  recovered = false,
): Step {
  const unproven = note(
    { ...state, rollback: { step: 'unproven', at: state.now, recovered, ...why } },
    `Rollback: ${why.reason}.`,
  )
  return finish(unproven, 'regressed')
}

function handOver(state: WatchState, rollback: Extract<RollbackState, { step: 'by-hand' }>): Step {
  return finish(note({ ...state, rollback }, `No automatic rollback: ${rollback.reason}.`), 'regressed')
}

function targetOf({ plan }: WatchState): string {
  return plan.lastGood === null ? '' : ` to ${plan.lastGood.slice(0, 12)}`
}
