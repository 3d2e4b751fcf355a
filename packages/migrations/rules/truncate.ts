import type { Rule } from './rule.ts'

export const truncate: Rule = {
  id: 'truncate',
  finds: 'TRUNCATE',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'truncate') return undefined
    const table = action.tables.find((name) => !context.isNew(name))
    if (table === undefined) return undefined
    return {
      table,
      subject: action.tables.join(' '),
      message: `TRUNCATE deletes all rows of ${action.tables.join(', ')}${action.cascade ? ' and of every table that refers to it' : ''}.`,
      remedy: 'Delete only the rows that must go, and keep a backup.',
    }
  },
}
