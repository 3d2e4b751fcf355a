import type { Rule } from './rule.ts'

export const constraintRejectsOldWrites: Rule = {
  id: 'constraint-rejects-old-writes',
  finds: 'a constraint added in its safe form, which still binds the old version',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'add-constraint' || context.isNew(action.table)) return undefined
    const { table, constraint } = action
    const safe = constraint.notValid || constraint.usingIndex !== undefined
    const columns = constraint.columns.length > 0 ? constraint.columns : constraint.mentions
    if (!safe || !constraint.enforced || constraint.kind === 'primary-key') return undefined
    if (columns.length > 0 && columns.every((column) => context.isNewColumn(table, column))) return undefined
    return {
      table,
      subject: `${table} ${constraint.name ?? columns.join('_')}`,
      message: `From now on ${table} refuses new rows that violate ${constraint.name ?? 'the constraint'}, also from the old version.`,
      remedy: 'Make sure that the running version already keeps this rule.',
    }
  },
}
