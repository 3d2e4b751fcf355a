import type { Rule } from './rule.ts'

export const disableTrigger: Rule = {
  id: 'disable-trigger',
  finds: 'DISABLE TRIGGER, which holds for everybody',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-table' || action.change !== 'disable-trigger' || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Triggers of ${action.table} are switched off for everybody, foreign key checks included where ALL is meant, until they are switched on again.`,
      remedy: 'Set session_replication_role for this session instead.',
    }
  },
}
