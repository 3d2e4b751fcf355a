import { narrows } from './narrows.ts'
import type { Rule } from './rule.ts'

export const typeNarrowingDataLoss: Rule = {
  id: 'type-narrowing-data-loss',
  finds: 'a column type that holds less than the old one',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'alter-column-type' || context.isNew(action.table)) return undefined
    const { table, column } = action
    const old = context.schema.table(table)?.columns.get(column)
    const loss = old && narrows(old, action)
    if (loss === undefined) return undefined
    return {
      table,
      subject: `${table}.${column}`,
      message: `The new type of ${column} holds less than the old one: ${loss}.`,
      remedy:
        'Count the rows that do not fit in production first, and keep the old column until nobody needs it.',
    }
  },
}
