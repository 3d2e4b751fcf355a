import type { Rule } from './rule.ts'

export const rowSecurityDisabled: Rule = {
  id: 'row-security-disabled',
  finds: 'DISABLE or NO FORCE ROW LEVEL SECURITY',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'row-security' ||
      (action.change !== 'disable' && action.change !== 'no-force') ||
      context.isNew(action.table)
    )
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.change}`,
      message: `Row-level security of ${action.table} is ${action.change === 'disable' ? 'switched off: everybody with a grant sees every row' : 'no longer forced on its owner'}.`,
      remedy: 'Change the policies instead.',
    }
  },
}
