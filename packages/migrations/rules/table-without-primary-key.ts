import type { Rule } from './rule.ts'

export const tableWithoutPrimaryKey: Rule = {
  id: 'table-without-primary-key',
  finds: 'a table without a primary key',
  level: 'note',
  check: 'rules',
  style: true,
  match: (action, context) => {
    if (action.kind !== 'create-table' || !action.complete || action.persistence === 'temporary')
      return undefined
    if (action.partitionOf !== undefined) return undefined
    const keyed = [...(context.final.table(action.table)?.constraints.values() ?? [])].some(
      ({ kind }) => kind === 'primary-key',
    )
    if (keyed) return undefined
    return {
      subject: action.table,
      message: `${action.table} has no primary key: logical replication cannot update or delete its rows.`,
      remedy: 'Give it one.',
    }
  },
}
