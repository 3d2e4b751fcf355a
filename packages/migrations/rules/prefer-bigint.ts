import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferBigint: Rule = {
  id: 'prefer-bigint',
  finds: 'new columns of integer and smallint',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => /^int[24]$/.test(column.type))
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is integer, which may run out, and widening it later rewrites the table.`,
      remedy: 'Use bigint where the number counts something.',
    }
  },
}
