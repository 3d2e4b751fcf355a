import { addedConstraint } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const fkMissingIndex: Rule = {
  id: 'fk-missing-index',
  finds: 'a foreign key on an old table whose columns no index covers',
  level: 'note',
  check: 'rules',
  once: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'foreign-key')
    if (!added || context.isNew(added.table) || context.final.table(added.table) === undefined)
      return undefined
    const { columns } = added.constraint
    const covered = context.final
      .indexesOf(added.table)
      .some(
        (index) =>
          !index.partial &&
          columns.every((column) => index.columns?.slice(0, columns.length).includes(column)),
      )
    if (covered || columns.length === 0) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${columns.join(' ')}`,
      message: `No index of ${added.table} begins with ${columns.join(', ')}: each DELETE in ${added.constraint.references ?? 'the parent'} reads the whole table.`,
      remedy: `CREATE INDEX CONCURRENTLY on ${added.table} (${columns.join(', ')}).`,
    }
  },
}
