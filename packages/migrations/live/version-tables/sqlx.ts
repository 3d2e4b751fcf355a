import type { VersionTable } from './version-table.ts'

/** https://github.com/launchbadge/sqlx/blob/main/sqlx-postgres/src/migrate.rs */
export const sqlx: VersionTable = {
  tools: ['sqlx'],
  tables: ['_sqlx_migrations'],
  columns: ['version', 'success', 'checksum'],
  keeps: 'each',
  read: (table) =>
    `select version::text as key, case when success then 'applied' else 'failed' end as state, description as detail from ${table}`,
  wayOut: ({ key }) =>
    `Undo by hand what version ${key} left (it ran without a transaction), delete its line from _sqlx_migrations, correct the file, then run \`sqlx migrate run\` again.`,
}
