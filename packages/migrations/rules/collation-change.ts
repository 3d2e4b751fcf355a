import type { Rule } from './rule.ts'

export const collationChange: Rule = {
  id: 'collation-change',
  finds: 'a new collation for a column, which builds its indexes again',
  level: 'warning',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'alter-column-type' || action.collation === undefined || context.isNew(action.table))
      return undefined
    const { table, column, collation } = action
    return {
      table,
      subject: `${table}.${column}`,
      claim: 'build',
      message: `COLLATE ${collation} builds every index on ${column} again under ACCESS EXCLUSIVE, and rows sort in another order afterwards.`,
      remedy: 'Build a new index with the collation CONCURRENTLY, and name the collation in the queries.',
    }
  },
}
