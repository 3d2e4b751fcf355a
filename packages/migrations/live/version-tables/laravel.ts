import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const laravel: VersionTable = {
  tools: ['Laravel'],
  tables: ['migrations'],
  columns: ['migration', 'batch'],
  keeps: 'each',
  read: (table) => `select migration::text as key, 'applied' as state from ${table}`,
  keyOf: (path) => fileName(path).replace(/\.php$/, ''),
  wayOut: neverDirty,
}
