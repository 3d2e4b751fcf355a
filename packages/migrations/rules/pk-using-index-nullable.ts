import { lockSentence } from './lock-sentence.ts'
import type { Rule } from './rule.ts'

export const pkUsingIndexNullable: Rule = {
  id: 'pk-using-index-nullable',
  finds: 'PRIMARY KEY USING INDEX on columns that may be NULL, which reads the whole table',
  level: 'error',
  check: 'rules',
  growsWithTable: true,
  match: (action, context) => {
    if (action.kind !== 'add-constraint' || action.constraint.kind !== 'primary-key') return undefined
    const { table, constraint } = action
    if (constraint.usingIndex === undefined || context.isNew(table)) return undefined
    const known = context.schema.table(table)
    const index = context.schema
      .indexesOf(table)
      .find(({ name }) => name.split('.').at(-1) === constraint.usingIndex)
    const nullable = index?.columns?.find(
      (column) => known?.columns.get(column)?.notNull === false && !context.provenNotNull(table, column),
    )
    if (nullable === undefined) return undefined
    return {
      table,
      subject: `${table} ${nullable}`,
      claim: 'scan',
      message: `${nullable} may be NULL, so this also sets it NOT NULL: it ${lockSentence('set not null', table, context.major)}.`,
      remedy: `Prove ${nullable} NOT NULL first, with a CHECK that is added NOT VALID and validated later.`,
    }
  },
}
