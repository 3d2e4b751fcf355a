import type { Rule } from './rule.ts'

export const dropView: Rule = {
  id: 'drop-view',
  finds: 'DROP VIEW of a view that is not made again',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || (action.what !== 'view' && action.what !== 'materialized view'))
      return undefined
    const { name } = action
    if (context.isNew(name) || context.final.view(name) || context.final.table(name)) return undefined
    const users = context.schema.viewsOf(name).map((view) => view.name)
    return {
      table: name,
      subject: name,
      message: `While the old version still runs, its queries on ${name} fail${users.length > 0 ? `, and so do the views ${users.join(', ')}` : ''}.`,
      remedy: 'Drop it once no running version reads it.',
    }
  },
}
