import { lockSentence } from './lock-sentence.ts'
import { notVolatile } from './not-volatile.ts'
import type { Rule } from './rule.ts'

export const volatileDefault: Rule = {
  id: 'volatile-default',
  finds: 'a new column whose default differs per row, which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-column' || action.column.default.kind !== 'call' || context.isNew(action.table))
      return undefined
    const unknown = action.column.default.functions.filter((name) => !notVolatile.has(name))
    if (unknown.length === 0) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column.name}`,
      claim: 'rewrite',
      message: `The default of ${action.column.name} calls ${unknown.join(', ')}, which may differ per row; adding it ${lockSentence('add column with volatile default', action.table, context.major)}.`,
      remedy: 'Add the column without a default, SET DEFAULT, and fill old rows in batches.',
    }
  },
}
