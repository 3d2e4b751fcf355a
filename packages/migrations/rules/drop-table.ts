import type { Rule } from './rule.ts'

export const dropTable: Rule = {
  id: 'drop-table',
  finds: 'DROP TABLE',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'table' || context.isNew(action.name)) return undefined
    return {
      table: action.name,
      subject: action.name,
      message: `DROP TABLE ${action.name} deletes its rows; a down migration cannot bring them back.`,
      remedy: 'Stop using the table in an earlier release, keep a backup, then drop it.',
    }
  },
}
