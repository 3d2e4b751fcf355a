import type { Rule } from './rule.ts'

export const renameTable: Rule = {
  id: 'rename-table',
  finds: 'RENAME of a table or schema, unless a view of the old name stays',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'rename' ||
      (action.what !== 'table' && action.what !== 'schema') ||
      context.isNew(action.on) ||
      context.final.view(action.on) !== undefined
    )
      return undefined
    return {
      table: action.on,
      subject: action.on,
      message: `While the old version still runs, its queries on ${action.on} fail.`,
      remedy: 'Leave a view of the old name behind until no release uses it.',
    }
  },
}
