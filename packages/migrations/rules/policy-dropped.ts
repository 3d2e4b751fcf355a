import type { Rule } from './rule.ts'

export const policyDropped: Rule = {
  id: 'policy-dropped',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'drop' ||
      action.what !== 'policy' ||
      action.table === undefined ||
      context.isNew(action.table)
    )
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `The policy ${action.name} of ${action.table} is dropped.`,
      remedy: 'Use ALTER POLICY, or create the new policy in the same transaction.',
    }
  },
}
