import type { Action } from '@operator/postgres'
import type { Rule } from './rule.ts'

export const statementAfterAccessExclusive: Rule = {
  id: 'statement-after-access-exclusive',
  finds: 'long work while an earlier statement of the transaction holds ACCESS EXCLUSIVE',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    const [locked] = context.earlier.lockedOut
    const worked = longWorkOn(action)
    if (!context.inTransaction || locked === undefined || worked === undefined || context.isNew(worked))
      return undefined
    // Rows of the altered table itself: backfill-after-alter.
    if ((action.kind === 'update' || action.kind === 'delete') && context.earlier.lockedOut.has(worked))
      return undefined
    // validate-same-transaction says more.
    if (action.kind === 'validate-constraint' && context.earlier.constraints.has(`${worked} ${action.name}`))
      return undefined
    return {
      table: worked,
      subject: `${worked} ${context.statement.sql.slice(0, 100)}`,
      message: `ACCESS EXCLUSIVE on ${locked}, taken earlier in this transaction, is held while this works through ${worked}.`,
      remedy: 'Put the work into a migration of its own, before or after.',
    }
  },
}

function longWorkOn(action: Action): string | undefined {
  switch (action.kind) {
    case 'create-index':
      return action.concurrently ? undefined : action.table
    case 'update':
    case 'delete':
    case 'validate-constraint':
      return action.table
    case 'refresh-materialized-view':
      return action.view
    case 'reindex':
      return action.what === 'table' ? action.name : undefined
    default:
      return undefined
  }
}
