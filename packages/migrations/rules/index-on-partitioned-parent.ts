import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const indexOnPartitionedParent: Rule = {
  id: 'index-on-partitioned-parent',
  finds: 'CREATE INDEX on a partitioned table, which blocks writes to all partitions at once',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.concurrently || action.only || context.isNew(action.table))
      return undefined
    if (context.schema.table(action.table)?.partitioned !== true) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      claim: 'build',
      message: `CREATE INDEX ${lockSentence('create index', `${action.table} and all its partitions`, context.major)}.`,
      remedy:
        'CREATE INDEX ON ONLY the parent, build each partition’s index CONCURRENTLY, then ALTER INDEX … ATTACH PARTITION each.',
    }
  },
}
