import type { Rule } from './rule.ts'

export const hashIndex: Rule = {
  id: 'hash-index',
  finds: 'a hash index',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.method !== 'hash' || context.isNew(action.table))
      return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      message: 'A hash index answers equality only, cannot be UNIQUE and orders nothing.',
      remedy: 'Use a btree index unless the values are long.',
    }
  },
}
