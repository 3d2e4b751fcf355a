import type { Rule } from './rule.ts'

export const deleteWithoutWhere: Rule = {
  id: 'delete-without-where',
  finds: 'DELETE of all rows, also with a condition that is always true',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'delete' || action.filtered || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `DELETE without a condition removes every row of ${action.table}.`,
      remedy: 'Add a WHERE, and keep a backup.',
    }
  },
}
