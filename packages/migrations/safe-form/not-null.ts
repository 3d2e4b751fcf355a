import type { RelationName } from '@operator/postgres'
import { partOf } from './alter-parts.ts'
import { laterMigration, quoteName, type SafeForm } from './safe-form.ts'

/** NOT NULL whose scan stops nobody: before 18 through a CHECK, which a valid one makes the scan unnecessary. */
export const setNotNullSafely: SafeForm = (action, { major }) =>
  action.kind === 'alter-column' ? tighten(action.table, action.column, major).join('\n') : undefined

/** A column that old rows and old code can do without, filled and then tightened. */
export const addThenFill: SafeForm = (action, context) => {
  if (action.kind !== 'add-column') return undefined
  const part = partOf(action, context)
  const nullable = part?.text.replace(/\s{1,40}not\s{1,40}null\b/i, '')
  if (part === undefined || nullable === undefined || nullable === part.text) return undefined
  return [
    `${part.head} ${nullable};`,
    `-- fill ${quoteName(action.column.name)} in batches, and release the code that writes it; then, ${laterMigration.slice(3)}`,
    ...tighten(action.table, action.column.name, context.major),
  ].join('\n')
}

function tighten(table: RelationName, column: string, major: number): string[] {
  const on = `ALTER TABLE ${quoteName(table)}`
  const name = quoteName(`${table.split('.').at(-1)}_${column}_not_null`)
  const what = quoteName(column)
  return major >= 18
    ? [
        `${on} ADD CONSTRAINT ${name} NOT NULL ${what} NOT VALID;`,
        laterMigration,
        `${on} VALIDATE CONSTRAINT ${name};`,
      ]
    : [
        `${on} ADD CONSTRAINT ${name} CHECK (${what} IS NOT NULL) NOT VALID;`,
        laterMigration,
        `${on} VALIDATE CONSTRAINT ${name};`,
        `${on} ALTER COLUMN ${what} SET NOT NULL;`,
        `${on} DROP CONSTRAINT ${name};`,
      ]
}
