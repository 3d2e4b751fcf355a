import type { Rule } from './rule.ts'

export const lockTable: Rule = {
  id: 'lock-table',
  finds: 'LOCK TABLE',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'lock-table') return undefined
    const table = action.tables.find((name) => !context.isNew(name))
    if (table === undefined) return undefined
    return {
      table,
      subject: table,
      message: `${table} stays locked until the transaction ends.`,
      remedy: 'Let the statements take the locks that they need, with a lock_timeout.',
    }
  },
}
