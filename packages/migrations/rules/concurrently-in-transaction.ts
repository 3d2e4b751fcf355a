import { runsAlone } from '../script.ts'
import { outsideTransaction } from './outside-transaction.ts'
import type { Rule, RuleContext } from './rule.ts'

const why: Readonly<Record<RuleContext['transaction'], (tool: string) => string>> = {
  script: (tool) => `${tool} runs this file in one`,
  query: (tool) => `${tool} sends this whole file as one query, which is a transaction`,
  none: () => 'the file has opened one here',
}

export const concurrentlyInTransaction: Rule = {
  id: 'concurrently-in-transaction',
  finds:
    'CONCURRENTLY, VACUUM and the like inside a transaction, also that of one query of several statements',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (context.statement.actions[0]?.kind === 'transaction' || !runsAlone(action)) return undefined
    if (!context.inTransaction) return undefined
    return {
      subject: context.statement.sql.slice(0, 80),
      claim: 'refused',
      message: `PostgreSQL refuses this statement inside a transaction (25001), and ${why[context.transaction](context.tool)}.`,
      remedy: outsideTransaction(context.tool),
    }
  },
}
