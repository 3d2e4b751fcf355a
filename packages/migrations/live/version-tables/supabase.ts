import { neverDirty, type VersionTable } from './version-table.ts'

/** In the schema `supabase_migrations`. */
export const supabase: VersionTable = {
  tools: ['Supabase'],
  tables: ['schema_migrations'],
  columns: ['version', 'statements'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  wayOut: neverDirty,
}
