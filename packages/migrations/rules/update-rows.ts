import type { Rule } from './rule.ts'

export const updateRows: Rule = {
  id: 'update-rows',
  finds: 'UPDATE that writes over values',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'update' || context.isNew(action.table)) return undefined
    const { columns, onlyNull, table } = action
    const overwritten = columns.filter(
      (column) => !onlyNull.includes(column) && !context.isNewColumn(table, column),
    )
    if (columns.length > 0 && overwritten.length === 0) return undefined
    return {
      table,
      subject: `${table} ${context.statement.sql.slice(0, 200)}`,
      message: `This writes over ${overwritten.join(', ') || 'values'} in existing rows of ${table}; a down migration cannot know what stood there.`,
      remedy: 'Keep the old values beside the new ones until nobody needs them, and keep a backup.',
    }
  },
}
