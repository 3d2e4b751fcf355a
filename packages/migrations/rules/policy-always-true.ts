import type { Rule } from './rule.ts'

export const policyAlwaysTrue: Rule = {
  id: 'policy-always-true',
  finds: 'a policy that lets every row through',
  level: 'warning',
  check: 'rules',
  match: (action) => {
    const always =
      (action.kind === 'create-policy' && action.permissive && action.always) ||
      (action.kind === 'alter-policy' && action.always)
    if (!always) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `The policy ${action.name} of ${action.table} lets every row through.`,
      remedy: 'Name the rows that the role may see, or restrict the policy to a role that may see all.',
    }
  },
}
