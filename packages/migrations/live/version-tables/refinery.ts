import { neverDirty, type VersionTable } from './version-table.ts'

export const refinery: VersionTable = {
  tools: ['refinery', 'refinery (Rust)'],
  tables: ['refinery_schema_history'],
  columns: ['version', 'applied_on'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state, name::text as detail from ${table}`,
  wayOut: neverDirty,
}
