import { z } from 'zod'
import { quoteIdentifier, type Session } from './database.ts'

export interface ColumnRows {
  readonly number: number
  readonly name: string
  /** As `format_type` writes it. */
  readonly type: string
  readonly filled: number
  readonly distinct: number
  /** Of all values, as a multiset. */
  readonly digest: string
  /** A short digest of each value, sorted, where there are few. */
  readonly values: readonly string[] | undefined
}

export interface TableRows {
  readonly oid: number
  readonly name: string
  readonly rows: number
  /** Its rows are those of its partitions, which are listed too. */
  readonly partitioned: boolean
  readonly columns: readonly ColumnRows[]
}

/** Above this, values are counted but not compared: sorting them would take longer than the rest of the rehearsal. */
const comparedRows = 20_000

/** Up to here each value is told apart, so that an added one does not look like a changed one. */
const listedRows = 200

const tableRow = z.object({
  oid: z.coerce.number(),
  schema: z.string(),
  name: z.string(),
  partitioned: z.boolean(),
  columns: z.array(z.object({ number: z.number(), name: z.string(), type: z.string() })),
})
type TableRow = z.infer<typeof tableRow>

const summaryRow = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.bigint(), z.null(), z.array(z.string())]),
)

/** Row counts and, per column, how many values there are and digests of them. */
export async function readRows(database: Session): Promise<TableRows[]> {
  // Nothing that the migration has put into another schema may stand in for PostgreSQL's own functions.
  await database.run("set search_path = ''")
  const tables = await database.read(
    `select c.oid, n.nspname as schema, c.relname as name, c.relkind = 'p' as partitioned,
       coalesce((select json_agg(json_build_object('number', a.attnum, 'name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated <> 'v'), '[]') as columns
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and c.oid >= 16384 and n.nspname !~ '^pg_' and n.nspname <> 'information_schema' order by c.oid`,
    tableRow,
  )
  const result: TableRows[] = []
  for (const table of tables) result.push(await readTable(database, table))
  await database.run('reset search_path')
  return result
}

async function readTable(database: Session, table: TableRow): Promise<TableRows> {
  const source = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`
  const [count] = await database.read(
    `select count(*) as rows from ${source}`,
    z.object({ rows: z.coerce.number() }),
  )
  const rows = count?.rows ?? 0
  const columns: ColumnRows[] = []
  // A select list holds at most 1664 entries.
  for (let from = 0; from < table.columns.length; from += 400) {
    const part = table.columns.slice(from, from + 400)
    const lists = part.map(({ name }, index) => summarise(quoteIdentifier(name), index, rows))
    const [summary] = await database.read(`select ${lists.join(', ')} from ${source}`, summaryRow)
    part.forEach((column, index) => {
      const values = summary?.[`v${index}`]
      columns.push({
        ...column,
        filled: Number(summary?.[`f${index}`] ?? 0),
        distinct: Number(summary?.[`n${index}`] ?? 0),
        digest: String(summary?.[`d${index}`] ?? ''),
        values: Array.isArray(values) ? values : undefined,
      })
    })
  }
  const name = table.schema === 'public' ? table.name : `${table.schema}.${table.name}`
  return { oid: table.oid, name, rows, partitioned: table.partitioned, columns }
}

function summarise(column: string, index: number, rows: number): string {
  const hash = `md5(${column}::text)`
  const compared = rows > 0 && rows <= comparedRows
  const parts = [
    `count(${column}) as f${index}`,
    `${compared ? `count(distinct ${hash})` : '0'} as n${index}`,
    `${compared ? `md5(coalesce(string_agg(${hash}, '' order by ${hash}), ''))` : `''`} as d${index}`,
  ]
  if (rows > 0 && rows <= listedRows) {
    parts.push(
      `coalesce(array_agg(left(${hash}, 12) order by ${hash}) filter (where ${column} is not null), '{}') as v${index}`,
    )
  }
  return parts.join(', ')
}
