import { newColumns } from './new-columns.ts'
import type { Rule } from './rule.ts'

export const banCharField: Rule = {
  id: 'ban-char-field',
  finds: 'new columns of char(n)',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action) => {
    const found = newColumns(action).find(({ column }) => column.type === 'bpchar')
    if (found === undefined) return undefined
    const { table, column } = found
    return {
      table,
      subject: `${table}.${column.name}`,
      message: `${table}.${column.name} is char(n), which is padded with blanks.`,
      remedy: 'Use text.',
    }
  },
}
