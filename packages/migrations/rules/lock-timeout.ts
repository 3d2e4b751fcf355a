import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const lockTimeout: Rule = {
  id: 'lock-timeout',
  finds: 'a statement that queues for its lock without lock_timeout (`migrations.lock-timeout-advice`)',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (
      !context.lockTimeoutAdvice ||
      !locksOut(action) ||
      !('table' in action) ||
      action.table === undefined ||
      context.isNew(action.table)
    )
      return undefined
    if (context.earlier.settings.has('lock_timeout')) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `While this waits for its lock on ${action.table}, every later query on the table waits behind it.`,
      remedy: 'SET LOCAL lock_timeout before it, and retry.',
    }
  },
}
