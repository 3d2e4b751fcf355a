import { addedConstraint } from './added-constraint.ts'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addPrimaryKey: Rule = {
  id: 'add-primary-key',
  finds: 'ADD PRIMARY KEY that builds its index under ACCESS EXCLUSIVE',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'primary-key')
    if (!added || added.constraint.usingIndex !== undefined || context.isNew(added.table)) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      claim: 'build',
      message: `ADD PRIMARY KEY ${lockSentence('add primary key', added.table, context.major)}.`,
      remedy: 'Build a unique index CONCURRENTLY on NOT NULL columns, then ADD PRIMARY KEY USING INDEX.',
    }
  },
}
