import { isRepeatable } from './repeatable.ts'
import type { Rule } from './rule.ts'

export const preferRobustStatements: Rule = {
  id: 'prefer-robust-statements',
  finds: 'a statement outside a transaction that fails when it is run again',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (context.inTransaction || isRepeatable(action)) return undefined
    return {
      subject: context.statement.sql.slice(0, 100),
      message: 'If the migration stops after this statement, running it again stops here.',
      remedy: 'Use IF EXISTS or IF NOT EXISTS.',
    }
  },
}
