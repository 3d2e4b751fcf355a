import type { Rule } from './rule.ts'

export const deleteRows: Rule = {
  id: 'delete-rows',
  finds: 'DELETE of some rows',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'delete' || !action.filtered || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${context.statement.sql.slice(0, 200)}`,
      message: `DELETE removes the rows of ${action.table} that match; which ones, only production knows.`,
      remedy: 'Count the rows that match in production first, and keep a backup.',
    }
  },
}
