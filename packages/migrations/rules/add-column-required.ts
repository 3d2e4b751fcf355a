import type { Rule } from './rule.ts'
import { isSerial } from './serial.ts'

export const addColumnRequired: Rule = {
  id: 'add-column-required',
  finds: 'a NOT NULL column without a default, which fails as soon as there is a row',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'add-column' || !action.column.notNull || context.isNew(action.table))
      return undefined
    const { column, table } = action
    if (column.default.kind !== 'none' || column.identity || column.generated || isSerial(column.type))
      return undefined
    return {
      table,
      subject: `${table}.${column.name}`,
      claim: 'scan',
      message: `${column.name} is NOT NULL without a default: the statement fails (23502) as soon as ${table} has a row, and running code that does not know the column cannot insert.`,
      remedy: 'Add it nullable or with a default, fill it, and set NOT NULL in a later migration.',
    }
  },
}
