import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addIdentity: Rule = {
  id: 'add-identity',
  finds: 'a new identity column, which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-column' || !action.column.identity || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column.name}`,
      claim: 'rewrite',
      message: `Adding the identity column ${action.column.name} ${lockSentence('add identity or serial column', action.table, context.major)}.`,
      remedy: 'Add a nullable column, fill it in batches, and make it an identity later.',
    }
  },
}
