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

/** `all`, or those of which one statement can matter: tables, whose files may change, and what the transaction has locked. */
type Wanted = 'all' | 'tables-and-locked'

/**
 * Relations of the database with their files and the locks that the open transaction holds on them.
 * All names are qualified: it runs under whatever search_path the migration has set. It runs for every statement, so it is
 * one row (PGlite takes long over many) and the locks are gathered once, not for each relation.
 */
export async function readRelations(session: Session, wanted: Wanted = 'all'): Promise<readonly Relation[]> {
  const [row] = await session.read(
    `with held as materialized (
       select l.relation, pg_catalog.json_agg(distinct l.mode) as modes from pg_catalog.pg_locks l
       where l.locktype = 'relation' and l.granted and l.pid = pg_catalog.pg_backend_pid() group by 1)
     select coalesce(pg_catalog.json_agg(pg_catalog.json_build_object('oid', c.oid::pg_catalog.int8,
       'name', case n.nspname when 'public' then c.relname else n.nspname || '.' || c.relname end,
       'kind', c.relkind, 'fileNode', c.relfilenode::pg_catalog.int8, 'locks', coalesce(held.modes, '[]'))), '[]') as relations
     from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace left join held on held.relation = c.oid
     where c.oid >= 16384 and (c.relkind in ('r', 'p', 'm') or (c.relkind in ('i', 'I', 'v', 'f')
       and ${wanted === 'all' ? 'true' : 'held.relation is not null'})) and n.nspname !~ '^pg_'`,
    answer,
  )
  return row?.relations ?? []
}

/** What the open transaction sees and holds, looked at no more often than it can have changed. */
export interface RelationWatch {
  /** Before a statement: what the look after the one before it saw. */
  readonly held: () => Promise<readonly Relation[]>
  /** After a statement. */
  readonly look: () => Promise<readonly Relation[]>
  /** A transaction began or ended since: its locks are gone, and what it had deferred has run. */
  readonly forget: () => void
}

export function watchRelations(session: Session): RelationWatch {
  let last: readonly Relation[] | undefined
  const look = async () => {
    last = await readRelations(session, 'tables-and-locked')
    return last
  }
  return {
    held: async () => last ?? look(),
    look,
    forget: () => {
      last = undefined
    },
  }
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
