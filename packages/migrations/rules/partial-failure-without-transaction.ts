import { isRepeatable } from './repeatable.ts'
import type { Rule } from './rule.ts'

export const partialFailureWithoutTransaction: Rule = {
  id: 'partial-failure-without-transaction',
  finds: 'several statements without a transaction that cannot be run again after a failure in between',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const { file, position, transaction, inTransaction } = context
    const before = file[position - 1]
    if (
      inTransaction ||
      transaction !== 'none' ||
      before === undefined ||
      action !== context.statement.actions[0]
    )
      return undefined
    if (
      action.kind === 'transaction' ||
      action.kind === 'select' ||
      action.kind === 'set' ||
      before.actions.every(isRepeatable)
    )
      return undefined
    // Said once in a file, after the first such statement.
    if (!file.slice(0, position - 1).every(({ actions }) => actions.every(isRepeatable))) return undefined
    return {
      subject: before.sql.slice(0, 100),
      message: `No transaction holds this file together: if this statement fails, line ${before.line} has taken effect, and running the file again fails there.`,
      remedy: 'One statement per migration, or IF NOT EXISTS and IF EXISTS throughout.',
    }
  },
}
