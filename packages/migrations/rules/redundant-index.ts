import type { Rule } from './rule.ts'

export const redundantIndex: Rule = {
  id: 'redundant-index',
  finds: 'an index whose columns are the first ones of another index',
  level: 'note',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.unique || action.partial || action.method !== 'btree')
      return undefined
    const { columns, table } = action
    if (columns === undefined || context.isNew(table)) return undefined
    const wider = context.schema
      .indexesOf(table)
      .find(
        (index) =>
          !index.partial &&
          index.method === 'btree' &&
          columns.every((column, position) => index.columns?.[position] === column) &&
          context.final.index(index.name) !== undefined,
      )
    if (wider === undefined) return undefined
    return {
      table,
      subject: `${table} ${columns.join(' ')}`,
      message: `${wider.name} begins with ${columns.join(', ')} already: this index only makes each write to ${table} slower.`,
      remedy: `Leave it out, or drop ${wider.name} if the new one replaces it.`,
    }
  },
}
