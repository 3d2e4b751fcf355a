import { endGroup, info, startGroup } from '@actions/core'

/** Milliseconds after which a phase says that it is still running. */
const patience = 2_000

/** Runs a phase in a log group, measures it, and says so while it takes long. */
export async function phase<T>(
  name: string,
  timings: Map<string, number>,
  work: () => Promise<T>,
): Promise<T> {
  startGroup(name)
  const started = performance.now()
  const elapsed = () => Math.round(performance.now() - started)
  const progress = setInterval(
    () => info(`${name}: still running after ${Math.round(elapsed() / 1_000)} s`),
    patience,
  )
  try {
    return await work()
  } finally {
    clearInterval(progress)
    timings.set(name, elapsed())
    info(`${name}: ${elapsed()} ms`)
    endGroup()
  }
}
