import type { Rule } from './rule.ts'

export const changeDefault: Rule = {
  id: 'change-default',
  finds: 'a new default for an old column, which old rows do not get',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'set-default' || context.isNew(action.table))
      return undefined
    const { table, column } = action
    if (context.isNewColumn(table, column)) return undefined
    return {
      table,
      subject: `${table}.${column}`,
      message: `The new default of ${column} holds for new rows of ${table} only, and for the old version’s inserts at once.`,
      remedy: 'Fill old rows in batches if they need it.',
    }
  },
}
