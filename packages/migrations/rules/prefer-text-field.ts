import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const preferTextField: Rule = {
  id: 'prefer-text-field',
  finds: 'new columns of varchar(n)',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(
      ({ column }) => column.type === 'varchar' && column.typeModifiers.length > 0,
    )
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is varchar(n), which takes a lock and a release to change its limit.`,
      remedy: 'Use text, with a CHECK on its length.',
    }
  },
}
