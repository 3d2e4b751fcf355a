import type { VersionTable } from './version-table.ts'

/** https://github.com/golang-migrate/migrate/blob/master/database/postgres/postgres.go */
export const golangMigrate: VersionTable = {
  tools: ['golang-migrate'],
  tables: ['schema_migrations'],
  columns: ['version', 'dirty'],
  keeps: 'newest',
  read: (table) =>
    `select version::text as key, case when dirty then 'failed' else 'applied' end as state, case when dirty then 'dirty' end as detail from ${table}`,
  wayOut: ({ key }, previous) =>
    `Find out how far version ${key} got, undo that part with the statements of its down migration, then run \`migrate force ${previous ?? -1}\` and migrate again; \`migrate force ${key}\` only if all of it is there.`,
}
