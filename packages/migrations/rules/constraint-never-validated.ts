import { locksOut } from './locks-out.ts'
import type { Rule } from './rule.ts'

export const constraintNeverValidated: Rule = {
  id: 'constraint-never-validated',
  finds: 'a table with a NOT VALID constraint of an earlier migration that nothing validates',
  level: 'note',
  check: 'rules',
  once: true,
  match: (action, context) => {
    if (
      !locksOut(action) ||
      !('table' in action) ||
      action.table === undefined ||
      context.isNew(action.table)
    )
      return undefined
    const { table } = action
    const open = [...(context.final.table(table)?.constraints.values() ?? [])].find(
      ({ name, notValid, enforced }) =>
        notValid &&
        enforced &&
        context.schema.table(table)?.constraints.has(name) === true &&
        !context.isNewConstraint(table, name),
    )
    if (open === undefined) return undefined
    return {
      table,
      subject: `${table} ${open.name}`,
      message: `${open.name} of ${table} was added NOT VALID by an earlier migration, and no migration validates it: old rows may still violate it.`,
      remedy: `ALTER TABLE ${table} VALIDATE CONSTRAINT ${open.name} in a migration of its own.`,
    }
  },
}
