import { addedForeignKey } from './added-constraint.ts'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addingForeignKey: Rule = {
  id: 'adding-foreign-key',
  finds: 'a foreign key whose rows are checked while both tables are locked',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const added = addedForeignKey(action)
    if (
      added === undefined ||
      context.isNew(action.kind === 'add-constraint' || action.kind === 'add-column' ? action.table : '')
    )
      return undefined
    const { table, parent, name } = added
    return {
      table,
      subject: `${table} ${name}`,
      claim: 'scan',
      message: `Adding this foreign key ${lockSentence('add foreign key', `${table} and ${parent}`, context.major)}.`,
      remedy: 'Add it NOT VALID, and VALIDATE CONSTRAINT in a later migration.',
    }
  },
}
