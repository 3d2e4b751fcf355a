import { addedConstraint, called } from './added-constraint.ts'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const checkNotValid: Rule = {
  id: 'check-not-valid',
  finds: 'a CHECK, also one on a new column, whose rows are checked under ACCESS EXCLUSIVE',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'check')
    if (!added || added.constraint.notValid || !added.constraint.enforced || context.isNew(added.table))
      return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      claim: 'scan',
      message: `${called('CHECK', added)} ${lockSentence('add check', added.table, context.major)}.`,
      remedy:
        'Add it NOT VALID (a new column: in a statement of its own), and VALIDATE CONSTRAINT in a later migration.',
    }
  },
}
