import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'
import { isSerial } from './serial.ts'

export const addSerial: Rule = {
  id: 'add-serial',
  finds: 'a new serial column, which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-column' || !isSerial(action.column.type) || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column.name}`,
      claim: 'rewrite',
      message: `Adding the serial column ${action.column.name} ${lockSentence('add identity or serial column', action.table, context.major)}.`,
      remedy: 'Add a nullable column, give it a sequence default, and fill old rows in batches.',
    }
  },
}
