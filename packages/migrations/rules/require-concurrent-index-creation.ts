import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const requireConcurrentIndexCreation: Rule = {
  id: 'require-concurrent-index-creation',
  finds: 'CREATE INDEX on an old table without CONCURRENTLY, which blocks its writes',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.concurrently || action.only || context.isNew(action.table))
      return undefined
    // index-on-partitioned-parent says more.
    if (context.schema.table(action.table)?.partitioned) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      claim: 'build',
      message: `CREATE INDEX ${lockSentence('create index', action.table, context.major)}.`,
      remedy: 'Use CREATE INDEX CONCURRENTLY in a migration without a transaction.',
    }
  },
}
