import { setFailed, setOutput, warning } from '@actions/core'

/** Sets outputs in order, where there is somewhere to write them: without it the library would print a command that runners no longer take. The step fails when they cannot be set, since whoever reads them would read nothing. */
export function setOutputs(outputs: Readonly<Record<string, string>>): void {
  if (!process.env['GITHUB_OUTPUT']) {
    if (process.env['GITHUB_ACTIONS'] === 'true')
      warning(
        'GITHUB_OUTPUT is not set, so this step has no outputs and allows nothing: use a runner that sets it.',
      )
    return
  }
  try {
    for (const [name, value] of Object.entries(outputs)) setOutput(name, value)
  } catch (error) {
    setFailed(
      `The outputs could not be written, so nothing is allowed: ${error instanceof Error ? error.message : String(error)}`,
    )
  }
}
