import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const changingColumnType: Rule = {
  id: 'changing-column-type',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-column-type' || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      claim: 'rewrite',
      message: `Changing the type of ${action.column} to ${action.type} ${lockSentence('alter column type', action.table, context.major)}, unless the types are binary-compatible.`,
      remedy: 'Add a column of the new type, write both, fill it in batches, then switch.',
    }
  },
}
