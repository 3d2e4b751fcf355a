import { fileName, type VersionTable } from './version-table.ts'

export const phinx: VersionTable = {
  tools: ['Phinx'],
  tables: ['phinxlog'],
  columns: ['version', 'start_time', 'end_time'],
  keeps: 'each',
  read: (table) =>
    `select version::text as key, case when end_time is null then 'running' else 'applied' end as state, migration_name::text as detail from ${table}`,
  keyOf: (path) => /^(\d{14})_/.exec(fileName(path))?.[1],
  wayOut: ({ key }) =>
    `Find out how far version ${key} got, undo that part, delete its line from phinxlog, then run \`phinx migrate\` again.`,
}
