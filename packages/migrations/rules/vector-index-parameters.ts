import type { Rule } from './rule.ts'

export const vectorIndexParameters: Rule = {
  id: 'vector-index-parameters',
  finds: 'a vector index without parameters of its own',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || !['hnsw', 'ivfflat'].includes(action.method)) return undefined
    if (action.options.length > 0 || context.isNew(action.table)) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      message: `An ${action.method} index fits its data only with parameters chosen for them.`,
      remedy: action.method === 'hnsw' ? 'Choose m and ef_construction.' : 'Choose lists: about rows / 1000.',
    }
  },
}
