import { neverDirty, type VersionTable } from './version-table.ts'

export const diesel: VersionTable = {
  tools: ['diesel'],
  tables: ['__diesel_schema_migrations'],
  columns: ['version', 'run_on'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  wayOut: neverDirty,
}
