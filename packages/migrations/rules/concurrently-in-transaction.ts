import { runsAlone } from '../script.ts'
import type { Rule } from './rule.ts'

export const concurrentlyInTransaction: Rule = {
  id: 'concurrently-in-transaction',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (context.statement.actions[0]?.kind === 'transaction' || !runsAlone(action)) return undefined
    if (!context.inTransaction) return undefined
    const why =
      context.toolTransaction && context.statementCount > 1
        ? `${context.tool} sends this file as one transaction`
        : 'a transaction is open here'
    return {
      subject: context.statement.sql.slice(0, 80),
      claim: 'refused',
      message: `PostgreSQL refuses this statement inside a transaction (25001), and ${why}.`,
      remedy: 'Put it alone into a migration that runs without a transaction.',
    }
  },
}
