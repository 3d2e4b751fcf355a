import type { Rule } from './rule.ts'

export const validateSameTransaction: Rule = {
  id: 'validate-same-transaction',
  finds: 'VALIDATE CONSTRAINT in the transaction that added the constraint',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'validate-constraint' || !context.inTransaction || context.isNew(action.table))
      return undefined
    if (!context.earlier.constraints.has(`${action.table} ${action.name}`)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `${action.name} is validated in the transaction that added it, so the stronger lock of adding it is held during the scan.`,
      remedy: 'Validate in a migration of its own.',
    }
  },
}
