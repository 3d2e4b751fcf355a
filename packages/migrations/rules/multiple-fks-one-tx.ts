import { referencedBy } from '../transaction-facts.ts'
import type { Rule } from './rule.ts'

export const multipleFksOneTx: Rule = {
  id: 'multiple-fks-one-tx',
  finds: 'foreign keys to several old tables in one transaction',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (!context.inTransaction && action.kind !== 'create-table') return undefined
    const before = context.earlier.parents
    const own = referencedBy(action).filter((parent) => !context.isNew(parent))
    const all = [...new Set([...before, ...own])]
    // Said once, at the statement that makes it several.
    if (before.size > 1 || all.length < 2) return undefined
    return {
      subject: all.join(' '),
      message: `Foreign keys to ${all.join(', ')} are added in one transaction: writes to all of them wait until it ends, and it may deadlock with a transaction that takes them in another order.`,
      remedy: 'Add each foreign key in a migration of its own.',
    }
  },
}
