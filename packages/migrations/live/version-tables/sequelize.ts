import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const sequelize: VersionTable = {
  tools: ['Sequelize'],
  tables: ['SequelizeMeta'],
  columns: ['name'],
  keeps: 'each',
  read: (table) => `select name::text as key, 'applied' as state from ${table}`,
  keyOf: fileName,
  wayOut: neverDirty,
}
