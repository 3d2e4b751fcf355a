import type { Rule } from './rule.ts'

export const renameColumn: Rule = {
  id: 'rename-column',
  finds: 'RENAME COLUMN',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'rename' || action.what !== 'column' || context.isNew(action.on)) return undefined
    return {
      table: action.on,
      subject: `${action.on}.${action.from}`,
      message: `While the old version still runs, its queries on ${action.on}.${action.from} fail.`,
      remedy: 'Add the new column, write both, move readers, then drop the old one.',
    }
  },
}
