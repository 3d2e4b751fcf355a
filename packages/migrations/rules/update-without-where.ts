import type { Rule } from './rule.ts'

export const updateWithoutWhere: Rule = {
  id: 'update-without-where',
  finds: 'UPDATE of all rows, also with a condition that is always true',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'update' || action.filtered || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${context.statement.sql.slice(0, 200)}`,
      message: `UPDATE without a condition locks and rewrites every row of ${action.table} in one transaction; the old values are gone.`,
      remedy: 'Update in batches, outside the migration that changes the schema.',
    }
  },
}
