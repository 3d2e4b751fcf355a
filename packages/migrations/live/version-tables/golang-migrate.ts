import type { VersionTable } from './version-table.ts'

/** https://github.com/golang-migrate/migrate/blob/master/database/postgres/postgres.go */
export const golangMigrate: VersionTable = {
  tools: ['golang-migrate'],
  tables: ['schema_migrations'],
  columns: ['version', 'dirty'],
  keeps: 'newest',
  read: (table) =>
    `select version::text as key, case when dirty then 'failed' else 'applied' end as state, case when dirty then 'dirty' end as detail from ${table}`,
  wayOut: ({ key }) =>
    `Find out how far version ${key} got, undo that part (its down migration, statement by statement), then run \`migrate force <the version before ${key}>\` and migrate again; \`migrate force ${key}\` only if all of it is there.`,
}
