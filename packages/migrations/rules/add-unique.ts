import { addedConstraint, called } from './added-constraint.ts'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addUnique: Rule = {
  id: 'add-unique',
  finds: 'a UNIQUE constraint that builds its index under ACCESS EXCLUSIVE',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'unique')
    if (!added || added.constraint.usingIndex !== undefined || context.isNew(added.table)) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      claim: 'build',
      message: `${called('UNIQUE constraint', added)} ${lockSentence('add unique', added.table, context.major)}, and fails where rows repeat.`,
      remedy: 'Build a unique index CONCURRENTLY, then ADD CONSTRAINT … UNIQUE USING INDEX.',
    }
  },
}
