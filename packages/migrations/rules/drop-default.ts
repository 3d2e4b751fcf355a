import type { Rule } from './rule.ts'

export const dropDefault: Rule = {
  id: 'drop-default',
  finds: 'DROP DEFAULT of an old column',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-column' || action.change !== 'drop-default' || context.isNew(action.table))
      return undefined
    const { table, column } = action
    if (context.isNewColumn(table, column)) return undefined
    const required = context.final.table(table)?.columns.get(column)?.notNull === true
    return {
      table,
      subject: `${table}.${column}`,
      level: required ? 'warning' : 'note',
      message: required
        ? `${column} is NOT NULL and has lost its default: inserts of the old version that leave it out fail (23502).`
        : `Inserts of the old version that leave ${column} out write NULL from now on.`,
      remedy: 'Drop the default once no running version relies on it.',
    }
  },
}
