import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const addTrigger: Rule = {
  id: 'add-trigger',
  finds: 'CREATE TRIGGER on an old table, which blocks its writes',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'create-trigger' || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `CREATE TRIGGER ${lockSentence('create trigger', action.table, context.major)}: short, but it queues; from then on it fires for the old version too.`,
      remedy: 'Set a lock_timeout, and make sure that the old version can live with the trigger.',
    }
  },
}
