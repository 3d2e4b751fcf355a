import type { Rule } from './rule.ts'

/** No row is gone when the migration has run; they go later, with what others write. */
export const triggerDeletes: Rule = {
  id: 'trigger-deletes',
  finds: 'triggers and rules that may delete rows from then on',
  level: 'warning',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'create-trigger' && action.kind !== 'create-rule') return undefined
    if (context.isNew(action.table)) return undefined
    const calls = action.kind === 'create-trigger' ? [action.function] : []
    if (!context.mayDelete(context.statement.sql, calls)) return undefined
    const what = action.kind === 'create-trigger' ? 'trigger' : 'rule'
    return {
      subject: `${action.table} ${action.name}`,
      message: `The ${what} ${action.name} on ${action.table} may delete rows whenever somebody writes there; the rehearsal ends before anybody does.`,
      remedy: `Review what the ${what} deletes, and keep a backup.`,
    }
  },
}
