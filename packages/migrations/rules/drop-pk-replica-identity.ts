import type { Rule } from './rule.ts'

export const dropPkReplicaIdentity: Rule = {
  id: 'drop-pk-replica-identity',
  finds: 'dropping a primary key, by which logical replication finds rows',
  level: 'warning',
  check: 'rules',
  match: (action, context) => {
    if (action.kind !== 'drop-constraint' || context.isNew(action.table)) return undefined
    const known = context.schema.table(action.table)?.constraints.get(action.name)
    const again = [...(context.final.table(action.table)?.constraints.values() ?? [])].some(
      ({ kind }) => kind === 'primary-key',
    )
    if (known?.kind !== 'primary-key' || again) return undefined
    return {
      table: action.table,
      subject: `${action.table} ${action.name}`,
      message: `Without its primary key ${action.table} has no replica identity: where it is published, UPDATE and DELETE fail (55000).`,
      remedy: 'ALTER TABLE … REPLICA IDENTITY USING INDEX first, or add the new key in the same transaction.',
    }
  },
}
