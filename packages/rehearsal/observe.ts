import { z } from 'zod'
import type { Notice, Session } from './database.ts'

export interface Relation {
  readonly oid: number
  readonly name: string
  readonly kind: string
  readonly fileNode: number
  readonly locks: readonly string[]
}

const relation = z.object({
  oid: z.number(),
  name: z.string(),
  kind: z.string(),
  fileNode: z.number(),
  locks: z.array(z.string()),
})

const answer = z.object({ relations: z.array(relation) })

/**
 * Every relation of the database with its file and the locks that the open transaction holds on it.
 * All names are qualified: it runs under whatever search_path the migration has set. It runs twice for every statement, so it is
 * one row (PGlite takes long over many) and the locks are gathered once, not for each relation.
 */
export async function readRelations(session: Session): Promise<Relation[]> {
  const [row] = await session.read(
    `with held as materialized (
       select l.relation, pg_catalog.json_agg(distinct l.mode) as modes from pg_catalog.pg_locks l
       where l.locktype = 'relation' and l.granted and l.pid = pg_catalog.pg_backend_pid() group by 1)
     select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('oid', c.oid::pg_catalog.int8,
       'name', case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end,
       'kind', c.relkind, 'fileNode', c.relfilenode::pg_catalog.int8, 'locks', coalesce(held.modes, '[]'))), '[]') as relations
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace left join held on held.relation = c.oid
     where c.oid >= 16384 and c.relkind in ('r', 'p', 'm', 'i', 'I', 'v', 'f') and n.nspname !~ '^pg_'`,
    answer,
  )
  return row?.relations ?? []
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
