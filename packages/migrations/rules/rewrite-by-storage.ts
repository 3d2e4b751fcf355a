import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const rewriteByStorage: Rule = {
  id: 'rewrite-by-storage',
  finds: 'SET LOGGED, UNLOGGED, TABLESPACE and ACCESS METHOD, which rewrite or copy the table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-table' || context.isNew(action.table)) return undefined
    const { change, table } = action
    if (
      change !== 'set-logged' &&
      change !== 'set-unlogged' &&
      change !== 'set-tablespace' &&
      change !== 'set-access-method'
    )
      return undefined
    return {
      table,
      subject: `${table} ${change}`,
      claim: 'rewrite',
      message: `This ${lockSentence('set logged or unlogged', table, context.major)}.`,
      remedy: 'Plan a maintenance window sized to the table, or copy into a new table.',
    }
  },
}
