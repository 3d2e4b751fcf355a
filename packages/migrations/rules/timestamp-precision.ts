import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const timestampPrecision: Rule = {
  id: 'timestamp-precision',
  finds: 'new columns of timestamp(0)',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(
      ({ column }) => /^timestamp/.test(column.type) && column.typeModifiers[0] === 0,
    )
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is timestamp(0), which rounds, so that it may lie in the future.`,
      remedy: 'Keep the full precision and truncate when reading.',
    }
  },
}
