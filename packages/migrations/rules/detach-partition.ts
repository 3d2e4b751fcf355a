import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const detachPartition: Rule = {
  id: 'detach-partition',
  finds: 'DETACH PARTITION without CONCURRENTLY',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'detach-partition' || action.concurrently || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.partition}`,
      message: `DETACH PARTITION ${lockSentence('detach partition', action.table, context.major)}.`,
      remedy: 'Use DETACH PARTITION … CONCURRENTLY outside a transaction.',
    }
  },
}
