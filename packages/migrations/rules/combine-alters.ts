import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const combineAlters: Rule = {
  id: 'combine-alters',
  finds: 'several ALTER TABLE statements of one table in a row',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action !== context.statement.actions[0] || !locksOut(action) || !('table' in action)) return undefined
    const [before] = context.file[context.position - 1]?.actions ?? []
    const same = before && locksOut(before) && 'table' in before && before.table === action.table
    if (!same || action.table === undefined || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${context.statement.sql.slice(0, 100)}`,
      message: `${action.table} is altered by the statement before as well: each waits for the lock, and each may read the rows.`,
      remedy: 'Join them into one ALTER TABLE.',
    }
  },
}
