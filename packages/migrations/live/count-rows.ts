import { quoteIdentifier, type Session, toSqlError } from '@operator/rehearsal'
import { z } from 'zod'

/** Rows of one table: counted, or at least so many with the planner's estimate, or why neither is known. */
export const rowCount = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('exact'), table: z.string(), rows: z.number().int() }),
    z.object({
      kind: z.literal('estimated'),
      table: z.string(),
      atLeast: z.number().int(),
      estimate: z.number().int().optional(),
    }),
    z.object({ kind: z.literal('unread'), table: z.string(), why: z.string() }),
  ])
  .readonly()
export type RowCount = z.infer<typeof rowCount>

export interface CountLimits {
  /** A table with more rows is not counted to its end. */
  readonly exactBelow: number
  /** For all tables together; what is left then is unread. Milliseconds. */
  readonly time: number
}

const tableRow = z.object({
  schema: z.string(),
  name: z.string(),
  estimate: z.coerce.number(),
  readable: z.boolean(),
})

const tables = `select n.nspname as schema, c.relname as name, c.reltuples::bigint as estimate,
    has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage') as readable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind = 'r' and c.relpersistence <> 't' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
    and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
  order by 1, 2`

const countRow = z.object({ rows: z.coerce.number() })

/** Counts the rows of every table, partitions one by one, without ever reading much of a large one. */
export async function countRows(session: Session, limits: CountLimits): Promise<RowCount[]> {
  const counts: RowCount[] = []
  const deadline = performance.now() + limits.time
  for (const { schema, name, estimate, readable } of await session.read(tables, tableRow)) {
    const table = `${schema}.${name}`
    if (!readable) counts.push({ kind: 'unread', table, why: 'the role may not read it' })
    else if (performance.now() > deadline)
      counts.push({ kind: 'unread', table, why: 'there was no time left' })
    else
      counts.push(
        await countOne(
          session,
          `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`,
          table,
          estimate,
          limits,
        ),
      )
  }
  return counts
}

async function countOne(
  session: Session,
  quoted: string,
  table: string,
  estimate: number,
  { exactBelow }: CountLimits,
): Promise<RowCount> {
  try {
    const sql = `select count(*) as rows from (select 1 from only ${quoted} limit ${exactBelow + 1}) counted`
    const [answer] = await session.read(sql, countRow)
    const rows = answer?.rows ?? 0
    if (rows <= exactBelow) return { kind: 'exact', table, rows }
    return { kind: 'estimated', table, atLeast: rows, ...(estimate >= 0 && { estimate }) }
  } catch (error) {
    const why = whyUnread[toSqlError(error).code]
    if (why === undefined) throw error
    return { kind: 'unread', table, why }
  }
}

/** By SQLSTATE. A table that is gone by now is the catalog's to tell. */
const whyUnread: Readonly<Record<string, string>> = {
  '42501': 'the role may not read it, or row-level security hides rows from it',
  '42P01': 'it went away meanwhile',
  '55P03': 'somebody holds a lock on it',
  '57014': 'counting took too long',
}
