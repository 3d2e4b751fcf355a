import type { Rule } from './rule.ts'

export const setSchema: Rule = {
  id: 'set-schema',
  finds: 'SET SCHEMA',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'set-schema' || action.what !== 'table' || context.isNew(action.name))
      return undefined
    return {
      table: action.name,
      subject: action.name,
      message: `While the old version still runs, its queries on ${action.name} fail: the table moves to ${action.schema}.`,
      remedy: 'Leave a view of the old name behind until no release uses it.',
    }
  },
}
