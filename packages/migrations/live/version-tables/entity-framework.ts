import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const entityFramework: VersionTable = {
  tools: ['Entity Framework'],
  tables: ['__EFMigrationsHistory'],
  columns: ['MigrationId', 'ProductVersion'],
  keeps: 'each',
  read: (table) => `select "MigrationId"::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => fileName(path).replace(/\.cs$/, ''),
  wayOut: neverDirty,
}
