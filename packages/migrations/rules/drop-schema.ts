import type { Rule } from './rule.ts'

export const dropSchema: Rule = {
  id: 'drop-schema',
  finds: 'DROP SCHEMA',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'schema' || context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `DROP SCHEMA ${action.name} deletes what is in it.`,
      remedy: 'Keep a backup, and drop it after nothing uses it.',
    }
  },
}
