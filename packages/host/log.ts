import { endGroup, info, startGroup } from '@actions/core'
import { neutralise } from '@operator/report'

/** Milliseconds after which a phase says what it is at; again and again, each time after twice as long, up to a minute. */
const patience = 2_000
const longestPatience = 60_000

let current = ''
/** When the current phase last said something of its own; undefined while it has not. */
let spoke: number | undefined

/** Prints one or more lines; commands in them stay text. */
export function say(text: string): void {
  spoke = performance.now()
  info(neutralise(text))
}

/** Notes what the current phase is at, for when it takes long. */
export function noteProgress(at: string): void {
  current = at
}

/** Runs a phase in a log group, measures it, and says what it is at while it takes long. */
export async function phase<T>(
  name: string,
  timings: Map<string, number>,
  work: () => Promise<T>,
): Promise<T> {
  startGroup(name)
  current = ''
  spoke = undefined
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  let progress: NodeJS.Timeout | undefined
  const sayLater = (wait: number): void => {
    progress = setTimeout(() => {
      // Who reports as it goes needs no reminder between its lines.
      if (spoke !== undefined && performance.now() - spoke < longestPatience) return sayLater(longestPatience)
      info(
        neutralise(
          `${name}: still running after ${Math.round(elapsed() / 1_000)} s${current && `: ${current}`}`,
        ),
      )
      sayLater(Math.min(2 * wait, longestPatience))
    }, wait)
  }
  sayLater(patience)
  try {
    return await work()
  } finally {
    clearTimeout(progress)
    timings.set(name, elapsed())
    say(`${name}: ${elapsed()} ms`)
    endGroup()
  }
}
