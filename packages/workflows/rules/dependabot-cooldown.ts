import type { Rule } from '../rule.ts'
import { at, itemsOf, scalar, textOf } from '../value.ts'

/** Most malicious releases are found within days; a week's wait lets others find them. Days. */
const enough = 7

/** Dependabot without a cooldown proposes releases that nobody has looked at yet. */
export const dependabotCooldown: Rule = {
  id: 'dependabot-cooldown',
  remedy: `Set cooldown: { default-days: ${enough} }; security updates are not delayed by it.`,
  *audit(file) {
    if (file.kind !== 'dependabot') return
    for (const update of itemsOf(at(file.root, 'updates'))) {
      const ecosystem = textOf(update, 'package-ecosystem') ?? ''
      if (textOf(update, 'multi-ecosystem-group') !== undefined) continue
      const days = scalar(update, 'cooldown', 'default-days')
      if (days !== undefined && Number(days.text) >= enough) continue
      yield {
        at: days?.at ?? update.at,
        level: 'warning',
        message: days
          ? `Dependabot waits ${days.text} days for ${ecosystem}.`
          : `Dependabot does not wait before it proposes ${ecosystem} releases.`,
        subject: `${ecosystem} ${textOf(update, 'directory') ?? ''}`,
      }
    }
  },
}
