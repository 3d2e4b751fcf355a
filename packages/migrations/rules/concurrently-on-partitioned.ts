import type { Rule } from './rule.ts'

export const concurrentlyOnPartitioned: Rule = {
  id: 'concurrently-on-partitioned',
  finds: 'CREATE INDEX CONCURRENTLY on a partitioned table, which PostgreSQL refuses',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'create-index' || !action.concurrently || action.only) return undefined
    if (context.schema.table(action.table)?.partitioned !== true) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      claim: 'refused',
      message: `${action.table} is partitioned, and PostgreSQL refuses to build an index on it CONCURRENTLY (0A000).`,
      remedy:
        'CREATE INDEX ON ONLY the parent, build each partition’s index CONCURRENTLY, then ALTER INDEX … ATTACH PARTITION each.',
    }
  },
}
