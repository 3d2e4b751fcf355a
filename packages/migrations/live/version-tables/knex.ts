import { fileName, neverDirty, type VersionTable } from './version-table.ts'

export const knex: VersionTable = {
  tools: ['Knex'],
  tables: ['knex_migrations'],
  columns: ['name', 'batch', 'migration_time'],
  keeps: 'each',
  read: (table) => `select name::text as key, 'applied' as state from ${table}`,
  lock: {
    table: 'knex_migrations_lock',
    read: (table) => `select coalesce(bool_or(is_locked = 1), false) as locked from ${table}`,
    wayOut:
      'Make sure that no migration is running, find out how far the last one got, then run `knex migrate:unlock`.',
  },
  keyOf: fileName,
  wayOut: neverDirty,
}
