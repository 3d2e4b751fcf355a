import type { Rule } from './rule.ts'

export const indexCorruptionPg14: Rule = {
  id: 'index-corruption-pg14',
  finds: 'a concurrent build on PostgreSQL 14, whose releases before 14.4 could corrupt the index',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    const builds = (action.kind === 'create-index' || action.kind === 'reindex') && action.concurrently
    if (!builds || context.major !== 14 || (action.kind === 'create-index' && context.isNew(action.table)))
      return undefined
    return {
      subject: action.kind === 'create-index' ? `${action.table} ${action.name ?? ''}` : action.name,
      message: 'PostgreSQL 14.0 to 14.3 may leave rows out of an index that is built CONCURRENTLY.',
      remedy: 'Make sure that production runs 14.4 or later.',
    }
  },
}
