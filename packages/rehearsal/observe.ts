import { z } from 'zod'
import type { Notice, Session } from './database.ts'

export interface Relation {
  readonly oid: number
  readonly name: string
  readonly kind: string
  readonly fileNode: number
  readonly locks: readonly string[]
}

const row = z.object({
  oid: z.coerce.number(),
  name: z.string(),
  kind: z.string(),
  fileNode: z.coerce.number(),
  locks: z.array(z.string()),
})

/**
 * Every relation of the database with its file and the locks that the open transaction holds on it.
 * All names are qualified: it runs under whatever search_path the migration has set.
 */
export function readRelations(database: Session): Promise<Relation[]> {
  return database.read(
    `select c.oid, case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end as name, c.relkind::text as kind,
       c.relfilenode as "fileNode", coalesce(held.modes, '[]') as locks
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
     left join (select l.relation, pg_catalog.json_agg(distinct l.mode) as modes from pg_catalog.pg_locks l
       where l.locktype = 'relation' and l.granted and l.pid = pg_catalog.pg_backend_pid() group by 1) held on held.relation = c.oid
     where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'f') and n.nspname !~ '^pg_'`,
    row,
  )
}

export interface Work {
  readonly rewritten: readonly string[]
  readonly scanned: readonly string[]
  readonly built: readonly string[]
  readonly validated: readonly string[]
}

/** What PostgreSQL itself says at DEBUG1 that it does to tables (tablecmds.c, index.c). Names come without a schema. */
export function readWork(notices: readonly Notice[]): Work {
  const find = (pattern: RegExp) => [
    ...new Set(notices.flatMap(({ message }) => pattern.exec(message)?.[1] ?? [])),
  ]
  return {
    rewritten: find(/^rewriting table "(.+)"$/),
    scanned: find(/^verifying table "(.+)"$/),
    built: find(/^building index ".+" on table "(.+)" (?:serially|with request)/).filter(
      (table) => !table.startsWith('pg_toast'),
    ),
    validated: find(/^validating foreign key constraint "(.+)"$/),
  }
}
