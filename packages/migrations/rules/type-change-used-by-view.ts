import type { Rule } from './rule.ts'

export const typeChangeUsedByView: Rule = {
  id: 'type-change-used-by-view',
  finds: 'a new type for a column that a view reads, which PostgreSQL refuses',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'alter-column-type') return undefined
    const { table, column } = action
    const view = context.schema
      .viewsOf(table)
      .find(({ mentions }) => mentions.includes(column) || (mentions.includes('*') && mentions.length === 1))
    if (view === undefined) return undefined
    return {
      table,
      subject: `${table}.${column} ${view.name}`,
      claim: 'refused',
      message: `The view ${view.name} reads ${table}.${column}, and PostgreSQL refuses to change the type of a column that a view uses (0A000).`,
      remedy: `Drop ${view.name} before it and create it again after it, in the same transaction.`,
    }
  },
}
