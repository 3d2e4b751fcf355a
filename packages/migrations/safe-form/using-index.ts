import { constraintName } from '../schema/constraint-name.ts'
import { noTransaction, quoteName, type SafeForm } from './safe-form.ts'

/** A UNIQUE or PRIMARY KEY whose index is built before, while others write. */
export const addUsingIndex: SafeForm = (action) => {
  if (action.kind !== 'add-constraint' || action.constraint.columns.length === 0) return undefined
  const { constraint, table } = action
  const kind = constraint.kind === 'primary-key' ? 'PRIMARY KEY' : 'UNIQUE'
  const name = quoteName(constraintName(table, constraint))
  const on = quoteName(table)
  return [
    noTransaction,
    `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${on} (${constraint.columns.map(quoteName).join(', ')});`,
    '-- in the next migration:',
    `ALTER TABLE ${on} ADD CONSTRAINT ${name} ${kind} USING INDEX ${name};`,
  ].join('\n')
}
