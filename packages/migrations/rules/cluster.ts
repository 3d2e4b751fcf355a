import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const cluster: Rule = {
  id: 'cluster',
  finds: 'CLUSTER',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'cluster' || (action.table !== undefined && context.isNew(action.table)))
      return undefined
    return {
      ...(action.table !== undefined && { table: action.table }),
      subject: action.table ?? 'database',
      claim: 'rewrite',
      message: `CLUSTER ${lockSentence('cluster', action.table ?? 'every clustered table', context.major)}.`,
      remedy: 'Use pg_repack.',
    }
  },
}
