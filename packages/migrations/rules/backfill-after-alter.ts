import type { Rule } from './rule.ts'

export const backfillAfterAlter: Rule = {
  id: 'backfill-after-alter',
  finds: 'rows written in the transaction that altered their table',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (
      (action.kind !== 'update' && action.kind !== 'delete') ||
      !context.inTransaction ||
      context.isNew(action.table)
    )
      return undefined
    if (!context.earlier.lockedOut.has(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${context.statement.sql.slice(0, 200)}`,
      message: `${action.table} was altered earlier in this transaction, so ACCESS EXCLUSIVE blocks its readers and writers until these rows are done.`,
      remedy: 'Change the schema in one migration and the rows in the next.',
    }
  },
}
