import type { Rule } from './rule.ts'

export const invalidIndexRetry: Rule = {
  id: 'invalid-index-retry',
  finds: 'CREATE INDEX CONCURRENTLY IF NOT EXISTS, which takes an INVALID index for a good one',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'create-index' ||
      !action.concurrently ||
      !action.ifNotExists ||
      context.isNew(action.table)
    )
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      message:
        'A failed concurrent build leaves an INVALID index behind, and IF NOT EXISTS then takes it for a good one.',
      remedy: 'Put DROP INDEX CONCURRENTLY IF EXISTS before it and leave out IF NOT EXISTS.',
    }
  },
}
