import type { Rule } from './rule.ts'

export const fkNotValidOnPartitioned: Rule = {
  id: 'fk-not-valid-on-partitioned',
  finds: 'FOREIGN KEY … NOT VALID on a partitioned table before PostgreSQL 18',
  level: 'error',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'foreign-key') return undefined
    const { constraint, table } = action
    if (!constraint.notValid || context.major >= 18 || context.schema.table(table)?.partitioned !== true)
      return undefined
    return {
      table,
      subject: `${table} ${constraint.name ?? constraint.columns.join('_')}`,
      claim: 'refused',
      message: `${table} is partitioned: PostgreSQL ${context.major} refuses a NOT VALID foreign key there (42809).`,
      remedy: 'Add it NOT VALID to each partition and validate it there, then add it to the parent.',
    }
  },
}
