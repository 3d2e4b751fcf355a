import type { Rule } from './rule.ts'

export const matviewWithData: Rule = {
  id: 'matview-with-data',
  finds: 'a materialized view that runs its query while the migration waits',
  level: 'note',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'create-view' || !action.materialized || !action.withData) return undefined
    const table = action.reads.find((name) => !context.isNew(name))
    if (table === undefined) return undefined
    return {
      table,
      subject: action.view,
      message: `The query of ${action.view} runs inside the migration, with all locks of its transaction held, for as long as it takes.`,
      remedy: 'Create it WITH NO DATA, and REFRESH it afterwards.',
    }
  },
}
