import type { Rule } from './rule.ts'

export const validateSameTransaction: Rule = {
  id: 'validate-same-transaction',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'validate-constraint' || !context.inTransaction || context.isNew(action.table))
      return undefined
    const added = context.earlier.some(({ actions }) =>
      actions.some(
        (other) =>
          other.kind === 'add-constraint' &&
          other.table === action.table &&
          other.constraint.name === action.name,
      ),
    )
    if (!added) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `${action.name} is validated in the transaction that added it, so the stronger lock of adding it is held during the scan.`,
      remedy: 'Validate in a migration of its own.',
    }
  },
}
