import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const nodePgMigrate: VersionTable = {
  tools: ['node-pg-migrate'],
  tables: ['pgmigrations'],
  columns: ['name', 'run_on'],
  keeps: 'each',
  read: (table) => `select name::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => fileName(path).replace(/(\.up)?\.(sql|[cm]?[jt]s)$/, ''),
  wayOut: neverDirty,
}
