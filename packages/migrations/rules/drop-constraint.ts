import type { Rule } from './rule.ts'

export const dropConstraint: Rule = {
  id: 'drop-constraint',
  finds: 'DROP CONSTRAINT of an old table: what it kept out may come in',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop-constraint' || context.isNew(action.table)) return undefined
    const { table, name } = action
    if (context.isNewConstraint(table, name) || context.final.table(table)?.constraints.has(name))
      return undefined
    return {
      table,
      subject: `${table} ${name}`,
      message: `Rows that ${name} kept out of ${table} may come in from now on, and then the down migration cannot add it again.`,
      remedy: 'Make sure that the application keeps this rule by itself.',
    }
  },
}
