import type { Action } from '@operator/postgres'
import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const ownerRuleRlsDdlLocks: Rule = {
  id: 'owner-rule-rls-ddl-locks',
  finds: 'OWNER TO, CREATE RULE, row-level security and policies, which block reads and writes',
  level: 'note',
  check: 'rules',
  once: true,
  match: (action, context) => {
    const table = 'table' in action ? action.table : undefined
    if (table === undefined || context.isNew(table) || !changesAccess(action)) return undefined
    return {
      table,
      subject: `${table} ${action.kind}`,
      message: `This ${lockSentence('change row security or policy', table, context.major)}: short, but every later query queues behind it while it waits.`,
      remedy: 'Set a lock_timeout before it, and retry.',
    }
  },
}

function changesAccess(action: Action): boolean {
  switch (action.kind) {
    case 'create-rule':
    case 'create-policy':
    case 'alter-policy':
    case 'row-security':
      return true
    case 'drop':
      return action.what === 'policy'
    case 'alter-table':
      return action.change === 'owner' || action.change === 'replica-identity'
    default:
      return false
  }
}
