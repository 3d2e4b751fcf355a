import { appendFileSync } from 'node:fs'
import { constants } from 'node:os'
import { explain } from './explain.ts'

/** A cancelled job: the runner sends the first, then the second, then kills. */
const signals = ['SIGINT', 'SIGTERM'] as const

/** How long an action has after the first signal: the runner sends the second after 7.5 s and kills 2.5 s later. Milliseconds. */
const grace = 6_500

let stop: AbortController | undefined

/**
 * Runs work that has something to leave in order: the first signal aborts `stop`, with the signal's name as reason, and the process
 * goes on for the grace period. Before and after the work a signal ends the process at once.
 */
export async function stopInOrder<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController()
  stop = controller
  try {
    return await work(controller.signal)
  } finally {
    // Aborted, it stays: the next signal ends the process.
    if (!controller.signal.aborted) stop = undefined
  }
}

/**
 * Runs the whole action. What it throws, what nobody caught and a cancelled job all end with a sentence, an exit code that is
 * not 0, and outputs that allow nothing.
 */
export async function guardProcess(work: () => Promise<void>): Promise<void> {
  let finished = false
  const giveUp = (message: string, exitCode: number): void => {
    finished = true
    allowNothing()
    process.stdout.write(`::error::${escapeData(message)}\n`)
    process.exitCode = exitCode
  }
  process.on('uncaughtException', (error) => {
    giveUp(explain(error), 1)
    process.exit()
  })
  for (const signal of signals) {
    process.on(signal, () => {
      const end = () => {
        giveUp(`Cancelled (${signal}); nothing was established.`, 128 + constants.signals[signal])
        process.exit()
      }
      if (stop === undefined || stop.signal.aborted) return end()
      stop.abort(signal)
      setTimeout(end, grace).unref()
    })
  }
  // Node ends quietly when nothing is left that could settle what is awaited.
  process.on('exit', () => {
    if (!finished) giveUp(explain(new Error('Nothing was left to do before the work was finished.')), 1)
  })
  try {
    await work()
    finished = true
  } catch (error) {
    giveUp(explain(error), 1)
  }
}

/** The last value of an output counts. Written by hand: this must work when nothing else does. */
function allowNothing(): void {
  const path = process.env['GITHUB_OUTPUT']
  if (!path) return
  try {
    appendFileSync(path, 'verdict=incomplete\nallowed=\n')
  } catch (error) {
    process.stdout.write(`The outputs could not be written: ${error instanceof Error ? error.message : ''}\n`)
  }
}

/** How the runner wants a command's text (actions/toolkit, command.ts). */
function escapeData(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
}
