import { addedConstraint } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const notEnforced: Rule = {
  id: 'not-enforced',
  finds: 'a constraint that is NOT ENFORCED (18)',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const { table, constraint } =
      addedConstraint(action, 'check') ?? addedConstraint(action, 'foreign-key') ?? {}
    if (table === undefined || constraint === undefined || constraint.enforced || context.isNew(table))
      return undefined
    return {
      table,
      subject: `${table} ${constraint.name ?? constraint.columns.join('_')}`,
      message: `A NOT ENFORCED constraint checks neither old rows nor new ones of ${table}.`,
      remedy: 'Use NOT VALID, which checks new rows, and validate it later.',
    }
  },
}
