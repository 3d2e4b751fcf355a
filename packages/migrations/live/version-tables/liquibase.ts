import { neverDirty, type VersionTable } from './version-table.ts'

/** A change set that failed leaves no line; the lock that its run held stays when the run was killed. */
export const liquibase: VersionTable = {
  tools: ['Liquibase'],
  tables: ['databasechangelog'],
  columns: ['id', 'author', 'filename', 'exectype'],
  keeps: 'each',
  read: (table) =>
    `select filename || '::' || id || '::' || author as key, case when exectype = 'FAILED' then 'failed' else 'applied' end as state, description::text as detail from ${table}`,
  lock: {
    table: 'databasechangeloglock',
    read: (table) =>
      `select coalesce(bool_or(locked), false) as locked, max(lockedby || ' since ' || lockgranted) as detail from ${table}`,
    wayOut:
      'Make sure that no update is running, find out how far the last one got, then run `liquibase release-locks`.',
  },
  wayOut: neverDirty,
}
