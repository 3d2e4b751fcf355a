import type { Rule } from './rule.ts'

export const autovacuumOff: Rule = {
  id: 'autovacuum-off',
  finds: 'a table without autovacuum',
  level: 'warning',
  check: 'rules',
  match: (action) => {
    const off =
      (action.kind === 'create-table' && !action.autovacuum) ||
      (action.kind === 'alter-table' && action.change === 'autovacuum-off')
    if (!off) return undefined
    return {
      table: action.table,
      subject: action.table,
      message: `Without autovacuum dead rows of ${action.table} pile up and its statistics grow stale.`,
      remedy: 'Tune autovacuum_vacuum_scale_factor for the table instead.',
    }
  },
}
