import { z } from 'zod'
import { type Database, quoteIdentifier } from './database.ts'
import type { DataLoss } from './log.ts'

export interface TableRows {
  readonly oid: number
  readonly name: string
  readonly rows: number
  readonly columns: readonly {
    readonly number: number
    readonly name: string
    readonly filled: number
    readonly digest: string
  }[]
}

/** Above this, values are counted but not compared: sorting them would take longer than the rest of the rehearsal. */
const comparedRows = 20_000

const tableRow = z.object({
  oid: z.coerce.number(),
  schema: z.string(),
  name: z.string(),
  columns: z.array(z.object({ number: z.number(), name: z.string() })),
})

/** Row counts and, per column, how many values there are and a digest of them as a multiset. */
export async function readRows(database: Database): Promise<TableRows[]> {
  const tables = await database.read(
    `select c.oid, n.nspname as schema, c.relname as name,
       coalesce((select json_agg(json_build_object('number', a.attnum, 'name', a.attname) order by a.attnum) from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v'), '[]') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and c.oid >= 16384 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by c.oid`,
    tableRow,
  )
  const result: TableRows[] = []
  for (const table of tables) {
    const source = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`
    const [count] = await database.read(
      `select count(*) as rows from ${source}`,
      z.object({ rows: z.coerce.number() }),
    )
    const rows = count?.rows ?? 0
    const compared = rows > 0 && rows <= comparedRows
    const columns: TableRows['columns'][number][] = []
    // A select list holds at most 1664 entries.
    for (let from = 0; from < table.columns.length; from += 500) {
      const part = table.columns.slice(from, from + 500)
      const list = part.map(({ name }, index) => {
        const text = `${quoteIdentifier(name)}::text`
        const digest = compared
          ? `md5(coalesce(string_agg(md5(${text}), '' order by md5(${text})), ''))`
          : `''`
        return `count(${quoteIdentifier(name)}) as f${index}, ${digest} as d${index}`
      })
      const [values] = await database.read(
        `select ${list.join(', ')} from ${source}`,
        z.record(z.string(), z.union([z.string(), z.number(), z.bigint(), z.null()])),
      )
      part.forEach(({ number, name }, index) => {
        columns.push({
          number,
          name,
          filled: Number(values?.[`f${index}`] ?? 0),
          digest: String(values?.[`d${index}`] ?? ''),
        })
      })
    }
    result.push({
      oid: table.oid,
      name: table.schema === 'public' ? table.name : `${table.schema}.${table.name}`,
      rows,
      columns,
    })
  }
  return result
}

/** `identity`: a renamed table or column is the same one; `name`: what counts is what the application finds again. */
export function compareRows(
  before: readonly TableRows[],
  after: readonly TableRows[],
  by: 'identity' | 'name',
): DataLoss[] {
  const key = (table: TableRows) => (by === 'identity' ? String(table.oid) : table.name)
  const now = new Map(after.map((table) => [key(table), table]))
  return before
    .filter((table) => table.rows > 0)
    .flatMap((table) => compareTable(table, now.get(key(table)), by))
}

function compareTable(before: TableRows, after: TableRows | undefined, by: 'identity' | 'name'): DataLoss[] {
  const table = before.name
  if (after === undefined) return [{ table, what: 'table-gone', before: before.rows, after: 0 }]
  if (after.rows < before.rows) return [{ table, what: 'rows-gone', before: before.rows, after: after.rows }]
  const key = (column: TableRows['columns'][number]) =>
    by === 'identity' ? String(column.number) : column.name
  const now = new Map(after.columns.map((column) => [key(column), column]))
  return before.columns.flatMap((column): DataLoss[] => {
    const other = now.get(key(column))
    const counts = { before: column.filled, after: other?.filled ?? 0 }
    if (column.filled === 0) return []
    if (other === undefined) return [{ table, column: column.name, what: 'column-gone', ...counts }]
    if (other.filled < column.filled) return [{ table, column: column.name, what: 'values-gone', ...counts }]
    if (by === 'name' && after.rows === before.rows && other.digest !== column.digest) {
      return [{ table, column: column.name, what: 'values-changed', ...counts }]
    }
    return []
  })
}
