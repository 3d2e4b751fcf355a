import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const ecto: VersionTable = {
  tools: ['Ecto'],
  tables: ['schema_migrations'],
  columns: ['version', 'inserted_at'],
  keeps: 'each',
  read: (table) => `select version::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => /^(\d{14})_/.exec(fileName(path))?.[1],
  wayOut: neverDirty,
}
