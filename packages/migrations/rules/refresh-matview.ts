import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const refreshMatview: Rule = {
  id: 'refresh-matview',
  finds: 'REFRESH MATERIALIZED VIEW without CONCURRENTLY',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'refresh-materialized-view' || action.concurrently || context.isNew(action.view))
      return undefined
    return {
      table: action.view,
      subject: action.view,
      message: `REFRESH MATERIALIZED VIEW ${lockSentence('refresh materialized view', action.view, context.major)}.`,
      remedy: 'Use REFRESH MATERIALIZED VIEW CONCURRENTLY, which needs a unique index on the view.',
    }
  },
}
