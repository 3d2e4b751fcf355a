import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferNumeric: Rule = {
  id: 'prefer-numeric',
  finds: 'new columns of float',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(
      ({ column }) => column.type === 'float4' || column.type === 'float8',
    )
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is float, which does not hold decimal numbers exactly.`,
      remedy: 'Use numeric for amounts.',
    }
  },
}
