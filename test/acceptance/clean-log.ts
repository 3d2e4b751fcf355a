import type { ActionResult } from '@operator/tooling'

/** A frame of a stack trace. */
const frame = /^\s*at .+:\d+:\d+\)?$/m

/** Problems that no answer to bad input may have: a stack, a claim that it is our bug, an order to the runner, a leak. */
export function problemsOfLog(result: ActionResult, secrets: readonly string[] = []): string[] {
  const { log, summary, report = '' } = result
  const everything = `${log}\n${summary}\n${report}`
  const obeyed = log
    .split(/\r\n|\r|\n/)
    .map((line) => line.trimStart())
    .filter((line) => !/^::(group::|endgroup::|error|warning|notice|add-mask::|debug::)/.test(line))
    .filter((line) => line.startsWith('::') || line.includes('##['))
  return [
    ...(frame.test(log) || /%0A\s+at /.test(log) ? ['a stack trace'] : []),
    ...(log.includes('defect of Operator') ? ['a defect'] : []),
    ...obeyed.map((line) => `an order to the runner: ${line.slice(0, 80)}`),
    ...secrets.filter((secret) => everything.replaceAll(`::add-mask::${secret}\n`, '').includes(secret)),
    ...(result.exported === '' ? [] : [`something for later steps: ${result.exported.slice(0, 80)}`]),
  ]
}

/** True when the job could be taken for a yes. */
export function allows(result: ActionResult): boolean {
  return result.outputs['allowed'] === 'true'
}
