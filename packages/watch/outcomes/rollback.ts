import type { CheckOutcome } from '@operator/report'
import type { WatchState } from '../state.ts'
import { type Fact, outcome } from './outcome.ts'

export function rollbackOutcome({ plan, rollback, incident }: WatchState): CheckOutcome {
  const target = plan.lastGood?.slice(0, 12) ?? 'the last good version'
  const facts: Fact[] = [
    ...(plan.lastGood === null ? [] : [{ fact: `last good: ${plan.lastGood}`, source: 'deployments' }]),
    ...(incident === undefined ? [] : [{ fact: `incident: #${incident.number}`, source: incident.url }]),
  ]
  const say = (status: CheckOutcome['status'], code: string, message: string, next?: string) =>
    outcome('rollback', status, code, message, facts, next)
  switch (rollback.step) {
    case 'proven':
      return say(
        'pass',
        'rollback-proven',
        `Rolled back to ${target}${rollback.by === 'another' ? ' by another watch' : ''}, and proven: it is served, and every path works.`,
      )
    case 'unproven':
      return say(
        rollback.recovered ? 'unknown' : 'fail',
        rollback.code,
        sentence(rollback.reason),
        rollback.next,
      )
    case 'by-hand':
      return say('ask', rollback.code, `Not rolled back: ${rollback.reason}.`, rollback.next)
    case 'idle':
      break
    case 'reporting':
    case 'locking':
    case 'dispatching':
    case 'running':
    case 'verifying':
      return say(
        'unknown',
        'rollback-interrupted',
        `A rollback to ${target} was begun, and the watch stopped before its end.`,
        'Check which version is live, or start the watch again: it verifies that rollback.',
      )
  }
  if (plan.rollback.kind === 'automatic') {
    return say(
      'pass',
      'rollback-ready',
      `Would have been rolled back to ${target} by ${plan.rollback.workflow}.`,
    )
  }
  const { code, reason, next } = plan.rollback
  return say(
    code === 'rollback-not-configured' ? 'not-applicable' : 'ask',
    code,
    `No automatic rollback: ${reason}.`,
    next,
  )
}

function sentence(text: string): string {
  const upper = text.slice(0, 1).toUpperCase() + text.slice(1)
  return /[.!?]$/.test(upper) ? upper : `${upper}.`
}
