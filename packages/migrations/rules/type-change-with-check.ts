import type { Rule } from './rule.ts'

export const typeChangeWithCheck: Rule = {
  id: 'type-change-with-check',
  finds: 'a new type for a column that a CHECK reads, which checks all rows again',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column-type' || context.isNew(action.table)) return undefined
    const { table, column } = action
    const check = [...(context.schema.table(table)?.constraints.values() ?? [])].find(
      ({ kind, mentions, enforced }) => kind === 'check' && enforced && mentions.includes(column),
    )
    if (check === undefined) return undefined
    return {
      table,
      subject: `${table}.${column} ${check.name}`,
      claim: 'scan',
      message: `${check.name} reads ${column}, so changing its type checks every row of ${table} again under ACCESS EXCLUSIVE.`,
      remedy: 'Drop the CHECK first, add it again NOT VALID, and validate it in a later migration.',
    }
  },
}
