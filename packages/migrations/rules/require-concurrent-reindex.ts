import type { Rule } from './rule.ts'

export const requireConcurrentReindex: Rule = {
  id: 'require-concurrent-reindex',
  finds: 'REINDEX without CONCURRENTLY',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'reindex' || action.concurrently || context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `REINDEX blocks writes to the table, and reads that would use the index, while it rebuilds ${action.name}.`,
      remedy: 'Use REINDEX … CONCURRENTLY in a migration without a transaction.',
    }
  },
}
