import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const vacuumFull: Rule = {
  id: 'vacuum-full',
  finds: 'VACUUM FULL',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'vacuum' || !action.full) return undefined
    const table = action.tables[0]
    if (table !== undefined && context.isNew(table)) return undefined
    return {
      ...(table !== undefined && { table }),
      subject: table ?? 'database',
      claim: 'rewrite',
      message: `VACUUM FULL ${lockSentence('vacuum full', table ?? 'every table', context.major)}.`,
      remedy: 'Use pg_repack, or plain VACUUM.',
    }
  },
}
