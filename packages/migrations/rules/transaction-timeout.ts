import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const transactionTimeout: Rule = {
  id: 'transaction-timeout',
  finds: 'a statement that locks an old table without transaction_timeout',
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
    if (context.major < 17 || context.earlier.settings.has('transaction_timeout')) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Without transaction_timeout this migration may hold its locks for as long as all its statements take together.`,
      remedy: 'SET LOCAL transaction_timeout before it.',
    }
  },
}
