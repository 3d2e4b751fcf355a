import type { Rule } from './rule.ts'

export const defaultSetThenDropped: Rule = {
  id: 'default-set-then-dropped',
  finds: 'a NOT NULL column whose default is dropped in the same change',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'drop-default' || context.isNew(action.table))
      return undefined
    const { table, column } = action
    const known = context.final.table(table)?.columns.get(column)
    if (!context.isNewColumn(table, column) || known?.notNull !== true || known.default !== 'none')
      return undefined
    return {
      table,
      subject: `${table}.${column}`,
      message: `${column} is NOT NULL and has lost its default: the old version, which does not know it, can no longer insert into ${table} (23502).`,
      remedy: 'Drop the default in a later release.',
    }
  },
}
