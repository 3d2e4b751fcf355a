import type { VersionTable } from './version-table.ts'

/** https://atlasgo.io/versioned/troubleshoot */
export const atlas: VersionTable = {
  tools: ['Atlas'],
  tables: ['atlas_schema_revisions'],
  columns: ['version', 'applied', 'total', 'error'],
  keeps: 'each',
  read: (table) =>
    `select version::text as key, case when applied < total or coalesce(error, '') <> '' then 'failed' else 'applied' end as state,
      applied || ' of ' || total || ' statements' || coalesce(': ' || nullif(left(error, 200), ''), '') as detail from ${table} where version <> '.atlas_cloud_identifier'`,
  wayOut: ({ key, detail }, previous) =>
    `Version ${key} stopped after ${detail ?? 'some statements'}: correct the statement that failed, then run \`atlas migrate apply\`, which goes on after the last one that worked; or undo them and run \`atlas migrate set${previous === undefined ? '' : ` ${previous}`}\`.`,
}
