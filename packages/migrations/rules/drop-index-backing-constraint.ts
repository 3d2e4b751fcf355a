import type { Rule } from './rule.ts'

export const dropIndexBackingConstraint: Rule = {
  id: 'drop-index-backing-constraint',
  finds: 'DROP INDEX of a primary key or UNIQUE constraint, which PostgreSQL refuses',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop' || action.what !== 'index' || action.cascade) return undefined
    const index = context.schema.index(action.name)
    if (index?.constraint === undefined) return undefined
    return {
      table: index.table,
      subject: action.name,
      claim: 'refused',
      message: `${action.name} belongs to the constraint ${index.constraint} of ${index.table}, so PostgreSQL refuses to drop it (2BP01).`,
      remedy: `ALTER TABLE ${index.table} DROP CONSTRAINT ${index.constraint} instead.`,
    }
  },
}
