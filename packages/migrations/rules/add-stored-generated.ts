import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addStoredGenerated: Rule = {
  id: 'add-stored-generated',
  finds: 'a new stored generated column, which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-column' || action.column.generated !== 'stored' || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column.name}`,
      claim: 'rewrite',
      message: `Adding the stored generated column ${action.column.name} ${lockSentence('add stored generated column', action.table, context.major)}.`,
      remedy:
        context.major >= 18
          ? 'Use a VIRTUAL generated column.'
          : 'Use a plain column with a trigger, or an expression index.',
    }
  },
}
