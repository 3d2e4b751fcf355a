import type { Command } from './command.ts'
import type { WatchEvent } from './event.ts'
import type { WatchPlan } from './plan.ts'
import { reduce, start } from './reduce.ts'
import type { Step, WatchState } from './state.ts'

/** What the loop needs of the world; tests bring a world of their own, with its own clock. */
export interface WatchPorts {
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Resolves after so many milliseconds, or as soon as the signal is aborted. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>
  /** Carries out a command and tells what came of it. Failures are answers; what it throws is a defect. */
  readonly perform: (command: Command, signal: AbortSignal) => Promise<WatchEvent>
  /** Every event and the state after it, to keep and to show. */
  readonly onEvent: (event: WatchEvent, state: WatchState) => void
}

/**
 * Runs a watch to its end: a tick, its commands all at once, their answers, the commands that follow from them, and so on until
 * nothing is left to do; then the next tick. Aborting `stop` ends it early with a truthful state.
 */
export async function runWatch(
  plan: WatchPlan,
  ports: WatchPorts,
  stop: AbortSignal,
): Promise<{ readonly state: WatchState; readonly events: readonly WatchEvent[] }> {
  const events: WatchEvent[] = []
  const first = start(plan)
  let state = first.state
  // What runs when the watch is stopped (a probe, a query) is given up; what is said last still gets out.
  const giveUp = new AbortController()

  const take = (event: WatchEvent): Step => {
    const step = reduce(state, event)
    state = step.state
    events.push(event)
    ports.onEvent(event, state)
    return step
  }

  const perform = async (commands: readonly Command[], signal: AbortSignal): Promise<void> => {
    await Promise.all(
      commands.map(async (command) => {
        const answer = await ports.perform(command, signal)
        await perform(take(answer).commands, signal)
      }),
    )
  }

  const onStop = () => giveUp.abort()
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  try {
    await perform(first.commands, giveUp.signal)
    while (state.phase !== 'ended' && !stop.aborted) {
      await ports.sleep(Math.max(0, state.wakeAt - ports.now()), stop)
      if (stop.aborted) break
      await perform(take({ type: 'tick', at: ports.now() }).commands, giveUp.signal)
    }
  } finally {
    stop.removeEventListener('abort', onStop)
  }
  if (state.phase !== 'ended') {
    const why = typeof stop.reason === 'string' ? stop.reason : 'stopped'
    await perform(
      take({ type: 'cancelled', at: ports.now(), signal: why }).commands,
      new AbortController().signal,
    )
  }
  return { state, events }
}
