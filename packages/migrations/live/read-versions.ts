import { quoteIdentifier, type Session, toSqlError } from '@operator/rehearsal'
import { z } from 'zod'
import { versionTables } from './version-tables/index.ts'
import { type VersionTable, versionRow } from './version-tables/version-table.ts'

/** What a migration tool wrote down in the live database. */
export const versionState = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('read'),
      tool: z.string(),
      /** Qualified. */
      table: z.string(),
      keeps: z.enum(['each', 'newest']),
      rows: z.array(versionRow).readonly(),
      /** Set when the tool's lock is held. */
      locked: z.object({ detail: z.string().optional() }).readonly().optional(),
    })
    .readonly(),
  z.object({ kind: z.literal('unread'), table: z.string(), why: z.string() }).readonly(),
  /** There is no such table; `others` are those of other tools. */
  z
    .object({ kind: z.literal('none'), others: z.array(z.string()).readonly(), empty: z.boolean() })
    .readonly(),
  z.object({ kind: z.literal('several'), tables: z.array(z.string()).readonly() }).readonly(),
])
export type VersionState = z.infer<typeof versionState>

const candidateRow = z.object({
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.string()),
  readable: z.boolean(),
})
type Candidate = z.infer<typeof candidateRow>

const candidates = `select n.nspname as schema, c.relname as name,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    has_table_privilege(c.oid, 'select') and has_schema_privilege(n.oid, 'usage') as readable
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p') and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by 1, 2`

/** Finds the table of the repository's tool, or of any tool where none is named, and reads it. */
export async function readVersions(
  session: Session,
  tool: string | undefined,
  named: string | undefined,
): Promise<VersionState> {
  const tables = await session.read(candidates, candidateRow)
  const found = tables.flatMap((table) => {
    const kind = versionTables.find(
      (one) => (tool === undefined || one.tools.includes(tool)) && fits(one, table, named),
    )
    return kind === undefined ? [] : [{ table, kind }]
  })
  const [first, ...more] = found
  if (first === undefined) {
    const others = tables.filter((table) => versionTables.some((one) => fits(one, table, undefined)))
    return { kind: 'none', others: others.map(qualified), empty: tables.length === 0 }
  }
  if (more.length > 0) return { kind: 'several', tables: found.map(({ table }) => qualified(table)) }
  return readTable(session, first.kind, first.table, tables)
}

/** Every table by which any tool keeps its books: none of them is made by a migration. */
export async function listVersionTables(session: Session, named: string | undefined): Promise<string[]> {
  const tables = await session.read(candidates, candidateRow)
  const locks = new Set(versionTables.flatMap(({ lock }) => lock?.table ?? []))
  return tables
    .filter(
      (table) =>
        locks.has(table.name) ||
        (table.name === 'ar_internal_metadata' && table.columns.includes('key')) ||
        versionTables.some((one) => fits(one, table, undefined) || fits(one, table, named)),
    )
    .map(qualified)
}

async function readTable(
  session: Session,
  kind: VersionTable,
  table: Candidate,
  all: readonly Candidate[],
): Promise<VersionState> {
  const name = qualified(table)
  if (!table.readable) return { kind: 'unread', table: name, why: 'the role may not read it' }
  try {
    const rows = await session.read(kind.read(quoted(table)), versionRow)
    const lock = all.find(({ name: other, schema }) => other === kind.lock?.table && schema === table.schema)
    const lockRow = z.object({ locked: z.boolean(), detail: z.string().nullish() })
    const [held] =
      lock !== undefined && kind.lock !== undefined
        ? await session.read(kind.lock.read(quoted(lock)), lockRow)
        : []
    return {
      kind: 'read',
      tool: kind.tools[0] ?? '',
      table: name,
      keeps: kind.keeps,
      rows,
      ...(held?.locked && { locked: held.detail ? { detail: held.detail } : {} }),
    }
  } catch (error) {
    const { code, message } = toSqlError(error)
    if (code === '') throw error
    return { kind: 'unread', table: name, why: message }
  }
}

function fits(
  { columns, tables, without = [] }: VersionTable,
  table: Candidate,
  named: string | undefined,
): boolean {
  const isNamed =
    named === undefined ? tables.includes(table.name) : named === qualified(table) || named === table.name
  return (
    isNamed &&
    columns.every((column) => table.columns.includes(column)) &&
    !without.some((column) => table.columns.includes(column))
  )
}

function qualified({ schema, name }: Candidate): string {
  return `${schema}.${name}`
}

function quoted({ schema, name }: Candidate): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(name)}`
}
