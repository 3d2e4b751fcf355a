import type { Rule } from './rule.ts'

export const dropDatabase: Rule = {
  id: 'drop-database',
  finds: 'DROP DATABASE',
  level: 'error',
  check: 'data',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'database' || context.isNew(action.name)) return undefined
    return {
      subject: action.name,
      message: `DROP DATABASE ${action.name} deletes everything in it.`,
      remedy: 'Do not drop databases in migrations.',
    }
  },
}
