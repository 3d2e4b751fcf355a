import type { Rule } from './rule.ts'

export const dropTrigger: Rule = {
  id: 'drop-trigger',
  finds: 'DROP TRIGGER on an old table, which blocks its reads and writes',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'trigger' || action.table === undefined) return undefined
    if (context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `DROP TRIGGER takes ACCESS EXCLUSIVE on ${action.table}: short, but it queues; what the trigger did for the old version is no longer done.`,
      remedy: 'Set a lock_timeout, and drop it once no running version relies on it.',
    }
  },
}
