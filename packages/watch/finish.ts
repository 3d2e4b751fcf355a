import { reportIncidentOf, setStatus } from './announce.ts'
import { concludeWatch } from './conclusion.ts'
import { type Ending, note, type Step, type WatchState } from './state.ts'

/** Ends the watch and says so where people look. */
export function finish(state: WatchState, how: Ending): Step {
  const ended: WatchState = { ...state, phase: 'ended', round: undefined, ending: { at: state.now, how } }
  const { conclusion, headline } = concludeWatch(ended)
  const last = note(ended, headline)
  const status = {
    healthy: 'success',
    regressed: 'failure',
    inconclusive: 'error',
    'watch-failed': 'error',
  } as const
  return {
    state: last,
    commands: [
      ...setStatus(state.plan, status[conclusion], shortened(headline, ended)),
      ...reportIncidentOf(last),
    ],
  }
}

/** GitHub cuts a status at 140 characters: that a rollback was proven must not be what it cuts off. */
function shortened(headline: string, { rollback, plan }: WatchState): string {
  if (headline.length <= 140 || rollback.step !== 'proven' || plan.lastGood === null) return headline
  return `Rolled back to ${plan.lastGood.slice(0, 12)}, proven. ${headline}`
}
