import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const idleInTransactionTimeout: Rule = {
  id: 'idle-in-transaction-timeout',
  finds: 'a statement that locks an old table without idle_in_transaction_session_timeout',
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
    if (context.earlier.settings.has('idle_in_transaction_session_timeout')) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Without idle_in_transaction_session_timeout this migration leaves its locks behind if the deployment hangs in between.`,
      remedy: 'SET LOCAL idle_in_transaction_session_timeout before it.',
    }
  },
}
