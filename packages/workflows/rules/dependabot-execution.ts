import type { Rule } from '../rule.ts'
import { at, itemsOf, scalar, textOf } from '../value.ts'

/** Lets Dependabot run code of the packages it looks at, with the registries' credentials at hand. */
export const dependabotExecution: Rule = {
  id: 'dependabot-execution',
  remedy: 'Remove insecure-external-code-execution: allow.',
  *audit(file) {
    if (file.kind !== 'dependabot') return
    for (const update of itemsOf(at(file.root, 'updates'))) {
      const setting = scalar(update, 'insecure-external-code-execution')
      if (setting?.text !== 'allow') continue
      const ecosystem = textOf(update, 'package-ecosystem') ?? ''
      yield {
        at: setting.at,
        level: 'error',
        message: `Dependabot may run code of ${ecosystem} packages.`,
        subject: `${ecosystem} ${textOf(update, 'directory') ?? ''}`,
      }
    }
  },
}
