import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const sqlMigrate: VersionTable = {
  tools: ['sql-migrate'],
  tables: ['gorp_migrations'],
  columns: ['id', 'applied_at'],
  keeps: 'each',
  read: (table) => `select id::text as key, 'applied' as state from ${table}`,
  keyOf: fileName,
  wayOut: neverDirty,
}
