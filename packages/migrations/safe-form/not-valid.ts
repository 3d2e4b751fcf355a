import { constraintName } from '../schema/constraint-name.ts'
import { partOf } from './alter-parts.ts'
import { laterMigration, quoteName, type SafeForm } from './safe-form.ts'

/** A constraint that holds for new rows at once, and is checked for old ones without stopping anybody. */
export const addNotValid: SafeForm = (action, context) => {
  if (action.kind !== 'add-constraint') return undefined
  const part = partOf(action, context)
  if (part === undefined) return undefined
  const name = constraintName(action.table, action.constraint)
  return [
    `${part.head} ${part.text} NOT VALID;`,
    laterMigration,
    `ALTER TABLE ${quoteName(action.table)} VALIDATE CONSTRAINT ${quoteName(name)};`,
  ].join('\n')
}

export const validateLater: SafeForm = (action, context) => {
  const part = action.kind === 'validate-constraint' ? partOf(action, context) : undefined
  return part && [laterMigration, `${part.head} ${part.text};`].join('\n')
}
