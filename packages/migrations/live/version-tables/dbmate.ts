import { neverDirty, type VersionTable } from './version-table.ts'

export const dbmate: VersionTable = {
  tools: ['dbmate'],
  tables: ['schema_migrations'],
  columns: ['version'],
  without: ['dirty', 'inserted_at', 'statements'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  wayOut: neverDirty,
}
