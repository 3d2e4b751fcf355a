import type { VersionTable } from './version-table.ts'

/** https://www.prisma.io/docs/orm/prisma-migrate/workflows/patching-and-hotfixing#failed-migration */
export const prisma: VersionTable = {
  tools: ['Prisma'],
  tables: ['_prisma_migrations'],
  columns: ['migration_name', 'finished_at', 'rolled_back_at', 'logs'],
  keeps: 'each',
  read: (table) =>
    `select migration_name::text as key, case when finished_at is not null then 'applied' when logs is not null then 'failed' else 'running' end as state,
      left(logs, 200) as detail from ${table} where rolled_back_at is null`,
  wayOut: ({ key }) =>
    `Undo by hand what ${key} left and run \`prisma migrate resolve --rolled-back ${key}\`, or finish it by hand and run \`prisma migrate resolve --applied ${key}\`; then \`prisma migrate deploy\` again.`,
}
