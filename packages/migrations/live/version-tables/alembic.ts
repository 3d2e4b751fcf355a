import { neverDirty, type VersionTable } from './version-table.ts'

/** One line per head of the graph: a merge that is still owed shows as several. */
export const alembic: VersionTable = {
  tools: ['Alembic'],
  tables: ['alembic_version'],
  columns: ['version_num'],
  keeps: 'newest',
  read: (table) => `select version_num::text as key, 'applied' as state from ${table}`,
  keyOf: (path, text) => /^revision\b[^=\n]*=\s*['"]([^'"\n]+)['"]/m.exec(text(path) ?? '')?.[1],
  wayOut: neverDirty,
}
