import type { Rule } from './rule.ts'

export const deferrableConstraint: Rule = {
  id: 'deferrable-constraint',
  finds: 'a DEFERRABLE constraint',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'add-constraint' || !action.constraint.deferrable || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.constraint.name ?? ''}`,
      message:
        'A deferrable constraint is of no use to ON CONFLICT, and fails at COMMIT, far from its cause.',
      remedy: 'Leave DEFERRABLE out unless rows refer to each other in a circle.',
    }
  },
}
