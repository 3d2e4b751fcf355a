import type { Rule } from './rule.ts'

export const createTableWithForeignKey: Rule = {
  id: 'create-table-with-foreign-key',
  finds: 'a new table with a foreign key to an old one, which blocks the writes of that one',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'create-table') return undefined
    const parent = [...action.constraints, ...action.columns.flatMap(({ constraints }) => constraints)]
      .flatMap(({ references }) => (references === undefined ? [] : [references]))
      .find((table) => table !== action.table && !context.isNew(table))
    if (parent === undefined) return undefined
    return {
      table: parent,
      subject: `${action.table} ${parent}`,
      message: `The foreign key of the new table takes SHARE ROW EXCLUSIVE on ${parent}, which blocks its writes until the transaction ends.`,
      remedy: 'Keep the transaction short, with a lock_timeout.',
    }
  },
}
