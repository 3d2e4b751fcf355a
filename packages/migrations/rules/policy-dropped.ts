import type { Rule, RuleContext } from './rule.ts'

export const policyDropped: Rule = {
  id: 'policy-dropped',
  finds: 'DROP POLICY without a new one',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'drop' ||
      action.what !== 'policy' ||
      action.table === undefined ||
      context.isNew(action.table) ||
      isCreatedAgain(action.table, context)
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

/** Some policy of the table is created later in the same file: then the change of policies is meant. */
function isCreatedAgain(table: string, { file, position }: RuleContext): boolean {
  return file
    .slice(position + 1)
    .some(({ actions }) =>
      actions.some((action) => action.kind === 'create-policy' && action.table === table),
    )
}
