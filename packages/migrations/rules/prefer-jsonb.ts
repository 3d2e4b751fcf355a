import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferJsonb: Rule = {
  id: 'prefer-jsonb',
  finds: 'new columns of json',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => column.type === 'json')
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is json, which can be neither compared nor indexed.`,
      remedy: 'Use jsonb.',
    }
  },
}
