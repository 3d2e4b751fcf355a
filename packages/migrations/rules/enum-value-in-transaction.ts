import type { Rule } from './rule.ts'

export const enumValueInTransaction: Rule = {
  id: 'enum-value-in-transaction',
  finds: 'a new enum value that is used in the transaction that adds it',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (!context.inTransaction) return undefined
    const used = context.earlier.enumValues.find((value) => context.statement.sql.includes(`'${value}'`))
    if (used === undefined || action.kind === 'add-enum-value' || action.kind === 'other') return undefined
    return {
      subject: used,
      claim: 'refused',
      message: `The enum value ${used} is used in the transaction that adds it, which PostgreSQL refuses (55P04).`,
      remedy: 'Add the value in a migration of its own.',
    }
  },
}
