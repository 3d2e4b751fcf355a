import { neverDirty, type VersionTable } from './version-table.ts'

export const tern: VersionTable = {
  tools: ['tern'],
  tables: ['schema_version'],
  columns: ['version'],
  without: ['installed_rank', 'success'],
  keeps: 'newest',
  read: (table) => `select version::text as key, 'applied' as state from ${table} where version > 0`,
  wayOut: neverDirty,
}
