import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const statementTimeout: Rule = {
  id: 'statement-timeout',
  finds: 'a statement that locks an old table without statement_timeout',
  level: 'note',
  check: 'rules',
  style: true,
  once: true,
  match: (action, context) => {
    if (
      !locksOut(action) ||
      !('table' in action) ||
      action.table === undefined ||
      context.isNew(action.table)
    )
      return undefined
    if (context.earlier.settings.has('statement_timeout')) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Without statement_timeout this migration runs for as long as it takes, and holds its locks all the while.`,
      remedy: 'SET LOCAL statement_timeout before it.',
    }
  },
}
