import { setFailed, setOutput } from '@actions/core'

/** Sets outputs in order; the step fails when they cannot be set, since whoever reads them would read nothing. */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  } catch (error) {
    setFailed(
      `The outputs could not be written, so nothing is allowed: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
