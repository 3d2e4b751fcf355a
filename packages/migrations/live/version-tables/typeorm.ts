import { neverDirty, type VersionTable } from './version-table.ts'

export const typeorm: VersionTable = {
  tools: ['TypeORM'],
  tables: ['migrations', 'typeorm_migrations'],
  columns: ['timestamp', 'name'],
  keeps: 'each',
  read: (table) => `select name::text as key, 'applied' as state from ${table}`,
  wayOut: neverDirty,
}
