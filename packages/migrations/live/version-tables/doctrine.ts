import { neverDirty, type VersionTable } from './version-table.ts'

export const doctrine: VersionTable = {
  tools: ['Doctrine'],
  tables: ['doctrine_migration_versions'],
  columns: ['version', 'executed_at'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  wayOut: neverDirty,
}
