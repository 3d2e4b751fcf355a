import type { VersionTable } from './version-table.ts'

/**
 * Repeatable migrations are kept by description; the table's own creation, baselines and undone versions are none that can be
 * missing from the repository. https://documentation.red-gate.com/fd/flyway-schema-history-table-273973417.html
 */
export const flyway: VersionTable = {
  tools: ['Flyway'],
  tables: ['flyway_schema_history', 'schema_version'],
  columns: ['installed_rank', 'success', 'script'],
  keeps: 'each',
  read: (table) =>
    `select case when version is null then 'R__' || replace(description, ' ', '_') else regexp_replace(regexp_replace(version, '_', '.', 'g'), '(\\.0)+$', '') end as key,
      case when success then 'applied' else 'failed' end as state, script::text as detail
      from ${table} h where type not in ('SCHEMA', 'BASELINE', 'DELETE', 'UNDO_SQL') and type not like 'UNDO%'
        and not exists (select from ${table} u where u.version = h.version and u.type like 'UNDO%' and u.success and u.installed_rank > h.installed_rank)`,
  wayOut: ({ detail }) =>
    `Undo by hand what ${detail ?? 'it'} left, run \`flyway repair\` to take its failed line away, correct the file, then run \`flyway migrate\` again.`,
}
