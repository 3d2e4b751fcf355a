import { type Action, findMentions, type Statement } from '@operator/postgres'

/**
 * What a statement is to its tool: `own` is bookkeeping, locks and introspection, which change nothing that the application
 * sees; `noted` says which migration was applied or taken back; `migration` is everything else.
 */
export type Purpose =
  | { readonly kind: 'own' }
  | {
      readonly kind: 'noted'
      /** Whether its row comes before the migration's statements. */
      readonly first: boolean
      /** Everything that the row says, a name or a version among it. */
      readonly values: readonly string[]
    }
  /** Steers a transaction from inside: kept where anything else is. */
  | { readonly kind: 'savepoint' }
  | { readonly kind: 'migration' }

/** The tables in which tools note what has run, in lower case. */
const versionTables: ReadonlySet<string> = new Set([
  'knex_migrations',
  'migrations',
  'sequelizemeta',
  'kysely_migration',
  'pgmigrations',
  '__drizzle_migrations',
  'alembic_version',
  'django_migrations',
  'schema_migrations',
  '_prisma_migrations',
  'mikro_orm_migrations',
  'flyway_schema_history',
  'databasechangelog',
  'goose_db_version',
  'phinxlog',
  'doctrine_migration_versions',
  '__efmigrationshistory',
  'refinery_schema_history',
  '_sqlx_migrations',
  '__diesel_schema_migrations',
])

/** Their locks and remarks. */
const otherTables: ReadonlySet<string> = new Set([
  'knex_migrations_lock',
  'kysely_migration_lock',
  'databasechangeloglock',
  'typeorm_metadata',
  'ar_internal_metadata',
  'sequelizedata',
])

/** Prisma notes a migration, runs it, and then notes that it has ended. */
const notesFirst: ReadonlySet<string> = new Set(['_prisma_migrations'])

const versionSchemas: ReadonlySet<string> = new Set(['drizzle'])

export function purposeOf(
  { node, actions }: Statement & { readonly actions: readonly Action[] },
  parameters: readonly (string | null)[],
): Purpose {
  const kind = Object.keys(node)[0] ?? ''
  if (kind === 'VariableShowStmt' || kind === 'DiscardStmt') return own
  if (actions.every(isHarmlessSetting)) return own
  if (actions.every((action) => action.kind === 'transaction')) return { kind: 'savepoint' }
  const { relations, functions, constants } = findMentions(node)
  if (actions.every((action) => action.kind === 'set' && isAnyway(action.name, constants))) return own
  const names = [...relations.map(({ name }) => name), ...actions.flatMap(droppedOrLocked)].map(lower)
  if (kind === 'SelectStmt') {
    const system = relations.every(({ schema, name }) => isSystem(schema, name) || isOwn(lower(name)))
    const reads = actions.every((action) => action.kind === 'select' && !action.writes)
    const locks = functions.some((name) => /^pg_(try_)?advisory_/.test(name))
    const harmless = functions.every((name) => onlyReads(name) || (locks && name === 'set_config'))
    return system && reads && harmless ? own : migration
  }
  if (actions.every((action) => action.kind === 'create-schema' && versionSchemas.has(lower(action.name))))
    return own
  if (names.length === 0 || !names.every(isOwn)) return migration
  const table = names.find((name) => versionTables.has(name))
  const notes = kind === 'InsertStmt' || kind === 'UpdateStmt' || kind === 'DeleteStmt'
  if (table === undefined || !notes) return own
  const values = [...parameters.filter((value) => value !== null), ...constants]
  return { kind: 'noted', first: notesFirst.has(table), values }
}

const own: Purpose = { kind: 'own' }
const migration: Purpose = { kind: 'migration' }

function lower(name: string): string {
  return (name.split('.').at(-1) ?? name).toLowerCase()
}

function isOwn(name: string): boolean {
  return versionTables.has(name) || otherTables.has(name)
}

function isSystem(schema: string | undefined, name: string): boolean {
  return (
    schema === 'information_schema' || schema === 'pg_catalog' || (schema === undefined && /^pg_/.test(name))
  )
}

/** Of a name that no RangeVar in the tree holds. */
function droppedOrLocked(action: Action): string[] {
  return action.kind === 'drop' && action.what === 'table' ? [action.name] : []
}

/** What drivers send when they connect, and what no migration's outcome depends on. */
const connectionSettings =
  /^(application_name|bytea_output|client_encoding|client_min_messages|datestyle|extra_float_digits|intervalstyle|standard_conforming_strings)$/i

function isHarmlessSetting(action: Action): boolean {
  if (action.kind !== 'set') return false
  return connectionSettings.test(action.name)
}

/** What a setting is anyway: in a rehearsal, and on nearly every server. */
function isAnyway(setting: string, constants: readonly string[]): boolean {
  const [first = ''] = constants
  if (setting.toLowerCase() === 'timezone') return /^(utc|gmt|etc\/utc|[+-]?0{1,2}(:00)?)$/i.test(first)
  const schemas = constants.join()
  return setting === 'search_path' && (schemas === 'public' || schemas === '$user,public')
}

/** Functions of PostgreSQL that tools look around with, and advisory locks. What is not listed may do anything. */
const reading =
  /^(version|now|count|max|min|coalesce|lower|upper|concat|concat_ws|format|format_type|quote_ident|current_\w+|session_user|array_\w+|string_agg|json_\w+|jsonb_\w+|row_number|generate_series|generate_subscripts|unnest|regexp_replace|substring|trim|btrim|length|abs|hashtext|obj_description|col_description|to_reg\w+|has_\w+_privilege|pg_get_\w+|pg_table_is_visible|pg_type_is_visible|pg_encoding_to_char|pg_relation_is_publishable|pg_advisory_(xact_)?(un)?lock(_shared|_all)?|pg_advisory_unlock(_shared|_all)?|pg_try_advisory_(xact_)?lock(_shared)?|pg_is_in_recovery|pg_backend_pid|current_setting|information_schema\._pg_\w+|oidvectortypes|shobj_description|inet_server_addr|inet_server_port)$/i

function onlyReads(name: string): boolean {
  return reading.test(name)
}
