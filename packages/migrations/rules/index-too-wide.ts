import type { Rule } from './rule.ts'

export const indexTooWide: Rule = {
  id: 'index-too-wide',
  finds: 'an index of more than three columns',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.unique || context.isNew(action.table)) return undefined
    const { columns, table } = action
    if (columns === undefined || columns.length <= 3) return undefined
    return {
      table,
      subject: `${table} ${columns.join(' ')}`,
      message: `An index of ${columns.length} columns is large and rarely read beyond the first ones.`,
      remedy: 'Keep the columns by which rows are found, and INCLUDE the others if need be.',
    }
  },
}
