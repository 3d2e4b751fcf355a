import type { Rule } from './rule.ts'

export const ginFastUpdate: Rule = {
  id: 'gin-fast-update',
  finds: 'a GIN index that leaves fastupdate on',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'create-index' || action.method !== 'gin' || context.isNew(action.table))
      return undefined
    if (action.options.includes('fastupdate')) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name ?? ''}`,
      message: 'With fastupdate some write now and then pays for all that were put off.',
      remedy: 'Say WITH (fastupdate = off), or say that it is wanted.',
    }
  },
}
