import type { Rule } from './rule.ts'

export const mixedDdlAndDml: Rule = {
  id: 'mixed-ddl-and-dml',
  finds: 'rows changed in a migration that changes the schema of old tables',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if ((action.kind !== 'update' && action.kind !== 'delete') || context.isNew(action.table))
      return undefined
    if (context.earlier.lockedOut.size === 0) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${context.statement.sql.slice(0, 100)}`,
      message: 'This migration changes the schema and rows.',
      remedy: 'Change the schema in one migration and the rows in the next.',
    }
  },
}
