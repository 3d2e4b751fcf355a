import type { Rule } from './rule.ts'

export const replaceIndexOrder: Rule = {
  id: 'replace-index-order',
  finds: 'an index that is dropped before the one that replaces it is built',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (
      action.kind !== 'drop' ||
      action.what !== 'index' ||
      context.inTransaction ||
      context.isNew(action.name)
    )
      return undefined
    const index = context.schema.index(action.name)
    const first = index?.columns?.[0]
    if (index === undefined || first === undefined || index.constraint !== undefined) return undefined
    const replaced = context.file
      .slice(context.position + 1)
      .some(({ actions }) =>
        actions.some(
          (other) =>
            other.kind === 'create-index' && other.table === index.table && other.columns?.[0] === first,
        ),
      )
    if (!replaced) return undefined
    return {
      table: index.table,
      subject: action.name,
      message: `${action.name} is dropped before its successor is built: until then queries on ${index.table} by ${first} have no index.`,
      remedy: 'Build the new index first, then drop the old one.',
    }
  },
}
