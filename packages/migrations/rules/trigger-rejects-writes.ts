import type { Rule } from './rule.ts'

export const triggerRejectsWrites: Rule = {
  id: 'trigger-rejects-writes',
  finds: 'a new trigger that refuses or drops writes',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'create-trigger' || !action.onWrite || context.isNew(action.table)) return undefined
    const bodies = context.schema.functions(action.function).map(({ sql }) => sql)
    const refuses = bodies.some(
      (body) =>
        /\braise\s+(exception\b|')/i.test(body) ||
        (action.timing === 'before' && /\breturn\s+null\b/i.test(body)),
    )
    if (!refuses) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `${action.function}() may refuse or drop rows: what the old version writes to ${action.table} may no longer be taken.`,
      remedy: 'Let the trigger only log at first, and refuse once every running version keeps the rule.',
    }
  },
}
