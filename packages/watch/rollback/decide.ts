import type { WatchState } from '../state.ts'
import { isSameVersion } from '../version/same-version.ts'
import type { RollbackState } from './rollback-state.ts'

/** Whether the watch rolls back by itself. What the plan knew is decided there; here is what only the watch could see. */
export function decideRollback(state: WatchState): RollbackState {
  const { plan, version } = state
  if (plan.rollback.kind === 'by-hand') {
    const { code, reason, next } = plan.rollback
    const first = code === 'rollback-not-configured' ? 'Roll back by hand now. Then: ' : ''
    return { step: 'by-hand', code, reason, next: `${first}${next}` }
  }
  const { last } = version
  const { expected } = plan.version
  if (last?.kind === 'version' && expected !== null && !isSameVersion(expected, last.version)) {
    return {
      step: 'by-hand',
      code: 'another-version-served',
      reason: `${last.version.slice(0, 40)} is served, so what is broken is not this deployment`,
      next: 'Find out which deployment is live, and roll back that one.',
    }
  }
  return { step: 'locking' }
}
