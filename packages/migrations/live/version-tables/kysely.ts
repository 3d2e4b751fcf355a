import { fileName, neverDirty, type VersionTable } from './version-table.ts'

/** Its lock row is held by a transaction only, and so never left behind. */
export const kysely: VersionTable = {
  tools: ['Kysely'],
  tables: ['kysely_migration'],
  columns: ['name', 'timestamp'],
  keeps: 'each',
  read: (table) => `select name::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => fileName(path).replace(/\.[cm]?[jt]s$/, ''),
  wayOut: neverDirty,
}
