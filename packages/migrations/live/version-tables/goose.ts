import { neverDirty, type VersionTable } from './version-table.ts'

/** Each up and down adds a line; the newest line of a version counts. Version 0 is the tool's own. */
export const goose: VersionTable = {
  tools: ['goose', 'goose (Go)'],
  tables: ['goose_db_version'],
  columns: ['version_id', 'is_applied'],
  keeps: 'each',
  read: (table) =>
    `select version_id::text as key, 'applied' as state from (select distinct on (version_id) version_id, is_applied from ${table} order by version_id, id desc) newest where is_applied and version_id > 0`,
  wayOut: neverDirty,
}
