import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const rails: VersionTable = {
  tools: ['Rails'],
  tables: ['schema_migrations'],
  columns: ['version'],
  without: ['dirty', 'inserted_at', 'statements'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => /^(\d{14})_/.exec(fileName(path))?.[1],
  wayOut: neverDirty,
}
