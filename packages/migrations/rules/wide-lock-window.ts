import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const wideLockWindow: Rule = {
  id: 'wide-lock-window',
  finds: 'ACCESS EXCLUSIVE on several old tables in one transaction',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (!context.inTransaction || !locksOut(action) || !('table' in action) || action.table === undefined)
      return undefined
    const { lockedOut } = context.earlier
    // Said once, at the second table.
    if (lockedOut.size !== 1 || lockedOut.has(action.table) || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: [...lockedOut, action.table].join(' '),
      message: `This transaction holds ACCESS EXCLUSIVE on ${[...lockedOut].join(', ')} and now takes it on ${action.table}: both are closed until it ends, and it may deadlock with whoever takes them in another order.`,
      remedy: 'Change one table in one migration.',
    }
  },
}
