import type { CheckOutcome } from '@operator/report'
import type { WatchState } from '../state.ts'
import { errorsOutcome } from './errors.ts'
import { latencyOutcome } from './latency.ts'
import { pathsOutcome } from './paths.ts'
import { rollbackOutcome } from './rollback.ts'
import { versionOutcome } from './version.ts'

/** What the watch itself found; what shipped is another question. */
export function outcomesOf(state: WatchState): CheckOutcome[] {
  return [
    versionOutcome(state),
    pathsOutcome(state),
    errorsOutcome(state),
    latencyOutcome(state),
    rollbackOutcome(state),
  ]
}
