import type { Rule } from '../rule.ts'
import { at, entriesOf, type Value } from '../value.ts'

/** With it, anything that prints `::set-env` or `::add-path` changes what later steps run (CVE-2020-15228). */
export const insecureCommands: Rule = {
  id: 'insecure-commands',
  remedy: 'Remove ACTIONS_ALLOW_UNSECURE_COMMANDS and write to GITHUB_ENV or GITHUB_OUTPUT.',
  *audit(file) {
    if (file.kind === 'dependabot') return
    const scopes: { readonly name: string; readonly body: Value }[] = [{ name: 'workflow', body: file.root }]
    if (file.kind === 'workflow')
      for (const job of file.jobs) scopes.push({ name: `job ${job.id}`, body: job.body })
    for (const step of file.steps)
      scopes.push({ name: `a step of ${step.job?.id ?? 'the action'}`, body: step.body })
    for (const { name, body } of scopes) {
      for (const { key, value, at: place } of entriesOf(at(body, 'env'))) {
        if (key.toUpperCase() !== 'ACTIONS_ALLOW_UNSECURE_COMMANDS') continue
        if (value.kind !== 'scalar' || value.text.toLowerCase() !== 'true') continue
        yield {
          at: place,
          level: 'error',
          message: `Unsafe workflow commands are allowed for ${name}.`,
          subject: name,
        }
      }
    }
  },
}
