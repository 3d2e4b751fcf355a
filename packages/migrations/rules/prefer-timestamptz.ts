import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferTimestamptz: Rule = {
  id: 'prefer-timestamptz',
  finds: 'new columns of timestamp without time zone',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => column.type === 'timestamp')
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is timestamp without time zone, which says nothing about which clock it was.`,
      remedy: 'Use timestamptz.',
    }
  },
}
