import { fileName, neverDirty, type VersionTable } from './version-table.ts'

/** Applications of other packages are in the table too, and never in the repository. */
export const django: VersionTable = {
  tools: ['Django'],
  tables: ['django_migrations'],
  columns: ['app', 'name', 'applied'],
  keeps: 'each',
  read: (table) => `select app || '.' || name as key, 'applied' as state from ${table}`,
  keyOf: (path) => {
    const app = path.split('/').at(-3)
    return app === undefined ? undefined : `${app}.${fileName(path).replace(/\.py$/, '')}`
  },
  isOurs: (key, known) => known.some((other) => other.split('.')[0] === key.split('.')[0]),
  wayOut: neverDirty,
}
