import { addedConstraint, called } from './added-constraint.ts'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addExclusion: Rule = {
  id: 'add-exclusion',
  finds: 'an EXCLUDE constraint, which has no online form',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'exclusion')
    if (!added || context.isNew(added.table)) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      claim: 'build',
      message: `${called('EXCLUDE constraint', added)} ${lockSentence('add exclusion', added.table, context.major)}; there is no online form.`,
      remedy: 'Plan a maintenance window sized to the table.',
    }
  },
}
