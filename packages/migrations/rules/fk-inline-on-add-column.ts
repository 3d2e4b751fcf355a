import { addedConstraint } from './added-constraint.ts'
import type { Rule } from './rule.ts'

export const fkInlineOnAddColumn: Rule = {
  id: 'fk-inline-on-add-column',
  finds: 'ADD COLUMN … REFERENCES, which locks two tables',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    const added = action.kind === 'add-column' ? addedConstraint(action, 'foreign-key') : undefined
    if (action.kind !== 'add-column' || !added || context.isNew(added.table)) return undefined
    const parent = added.constraint.references ?? ''
    if (action.column.default.kind !== 'none' || context.isNew(parent)) return undefined
    return {
      table: added.table,
      subject: `${added.table}.${added.name}`,
      message: `This takes ACCESS EXCLUSIVE on ${added.table} and SHARE ROW EXCLUSIVE on ${parent}; no row is read.`,
      remedy: 'Add the column first, then the foreign key NOT VALID in a statement of its own.',
    }
  },
}
