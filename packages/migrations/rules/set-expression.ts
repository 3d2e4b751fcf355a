import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const setExpression: Rule = {
  id: 'set-expression',
  finds: 'SET EXPRESSION (17), which rewrites the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'set-expression' || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      claim: 'rewrite',
      message: `SET EXPRESSION ${lockSentence('set expression', action.table, context.major)}.`,
      remedy: 'Add a new column with the new expression and move readers to it.',
    }
  },
}
