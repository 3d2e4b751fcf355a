import type { Rule } from './rule.ts'

export const dropColumn: Rule = {
  id: 'drop-column',
  finds: 'DROP COLUMN',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'drop-column' || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table}.${action.column}`,
      message: `DROP COLUMN ${action.column} deletes its values in ${action.table}; a down migration cannot bring them back.`,
      remedy: 'Stop using the column in an earlier release, keep a backup, then drop it.',
    }
  },
}
