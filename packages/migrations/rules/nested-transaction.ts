import type { Rule } from './rule.ts'

export const nestedTransaction: Rule = {
  id: 'nested-transaction',
  finds: 'BEGIN and COMMIT inside the transaction of the tool',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'transaction' || action.command === 'other' || context.transaction !== 'script')
      return undefined
    return {
      subject: action.command,
      message: `${context.tool} has a transaction open already: BEGIN inside it does nothing, and COMMIT ends it before the tool has noted the migration.`,
      remedy: 'Remove BEGIN and COMMIT, or tell the tool to run this file without a transaction.',
    }
  },
}
