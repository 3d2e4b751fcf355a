import { addedConstraint } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const fkOnDeleteCascade: Rule = {
  id: 'fk-on-delete-cascade',
  finds: 'a foreign key that deletes rows by itself',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    const added = addedConstraint(action, 'foreign-key')
    if (added?.constraint.onDelete !== 'cascade' || context.isNew(added.table)) return undefined
    return {
      table: added.table,
      subject: `${added.table} ${added.name}`,
      message: `Deleting a row of ${added.constraint.references ?? 'the parent'} deletes its rows of ${added.table} too, unasked.`,
      remedy: 'Use ON DELETE RESTRICT and delete on purpose.',
    }
  },
}
