import type { Rule } from './rule.ts'

export const unloggedTable: Rule = {
  id: 'unlogged-table',
  finds: 'an UNLOGGED table, which is empty after a crash and on replicas',
  level: 'warning',
  check: 'rules',
  match: (action) => {
    if (action.kind !== 'create-table' || action.persistence !== 'unlogged') return undefined
    return {
      subject: action.table,
      message: `${action.table} is UNLOGGED: a crash empties it, and replicas and backups do not have its rows.`,
      remedy: 'Leave UNLOGGED out unless its rows can be made again.',
    }
  },
}
