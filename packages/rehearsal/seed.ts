import { z } from 'zod'
import { quoteIdentifier, type Session, toSqlError } from './database.ts'
import { readSeedTables, type SeedTable } from './seed-tables.ts'
import { seedAttempts, seedValue } from './seed-values.ts'

/** Rows that a table has at least afterwards, where it can be given any. */
const wantedRows = 2

/** The third row repeats the first one wherever no unique index forbids it. */
const doubleRow = 3

export interface Seeding {
  readonly seeded: number
  readonly unseeded: readonly { readonly table: string; readonly why: string }[]
}

/**
 * Gives every table made-up rows, parents before children. Demanding ones are one with all columns filled, one with NULL wherever
 * that is allowed, and one that repeats the first, so that a migration which takes NULLs or repeated values for impossible is found
 * out; plain ones are filled and differ.
 * Enum labels and the literals of CHECKs are tried. Triggers fire; only where that fails are they left out.
 */
export async function seedTables(
  database: Session,
  rows: 'demanding' | 'plain' = 'demanding',
): Promise<Seeding> {
  await database.run("set search_path = ''")
  const open = new Map((await readSeedTables(database)).map((table) => [tableName(table), table]))
  const total = open.size
  const reasons = new Map<string, string>()
  // Children wait for their parents, so passes go on while one of them seeds something.
  for (let progress = true; progress && open.size > 0; ) {
    progress = false
    for (const [name, table] of open) {
      const why = await seedTable(database, table, rows)
      if (why === undefined) {
        open.delete(name)
        progress = true
      } else reasons.set(name, why)
    }
  }
  await database.run('reset all')
  const unseeded = [...open.keys()].map((name) => ({ table: name, why: reasons.get(name) ?? '' }))
  return { seeded: total - unseeded.length, unseeded }
}

const counted = z.object({ n: z.coerce.number() })

async function seedTable(
  database: Session,
  table: SeedTable,
  rows: 'demanding' | 'plain',
): Promise<string | undefined> {
  const source = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`
  const [count] = await database.read(`select count(*) as n from ${source}`, counted)
  const have = count?.n ?? 0
  // Rows that migrations themselves have written are what production has too.
  if (have >= wantedRows) return undefined
  for (let row = have + 1; row <= wantedRows; row += 1) {
    const why = await insertRow(database, composeInserts(table, source, row, rows))
    // Some tables are made to hold one row only.
    if (why !== undefined) return row === 1 ? why : undefined
  }
  // Many tables forbid such a row, and need none.
  if (rows === 'demanding') await insertRow(database, [composeDouble(table, source)])
  return undefined
}

/** Tries one insert after the other until one succeeds; otherwise says why the last one did not. */
async function insertRow(
  database: Session,
  inserts: Iterable<string | undefined>,
): Promise<string | undefined> {
  const candidates = [...inserts]
  let why: string | undefined = 'no value is known for a required column'
  for (const triggers of ['origin', 'replica'] as const) {
    for (const insert of candidates) {
      if (insert === undefined) continue
      try {
        await database.run(`begin; set local session_replication_role = ${triggers}; ${insert}; commit`)
        return undefined
      } catch (error) {
        await database.run('rollback')
        why = toSqlError(error).message
      }
    }
  }
  return why
}

/** Which of the columns that may be NULL get a value. */
type Fill = 'all' | 'required' | 'even' | 'odd'

function* composeInserts(
  table: SeedTable,
  source: string,
  row: number,
  rows: 'demanding' | 'plain',
): Generator<string | undefined> {
  const fills: readonly Fill[] =
    row === 1 || rows === 'plain' ? ['all', 'even', 'odd', 'required'] : ['required', 'all', 'even', 'odd']
  for (const fill of fills) {
    for (let attempt = 0; attempt < seedAttempts; attempt += 1)
      yield composeInsert(table, source, row, attempt, fill)
  }
}

function composeInsert(
  table: SeedTable,
  source: string,
  row: number,
  attempt: number,
  fill: Fill,
): string | undefined {
  const values = new Map<string, string>()
  const wanted = (required: boolean, position: number) =>
    required || fill === 'all' || fill === (position % 2 === 0 ? 'even' : 'odd')
  table.foreignKeys.forEach((key, position) => {
    const required = key.columns.some(
      (name) => table.columns.find((column) => column.name === name)?.required,
    )
    if (wanted(required, position)) for (const [name, value] of referTo(key, row)) values.set(name, value)
  })
  const references = new Set(table.foreignKeys.flatMap(({ columns }) => columns))
  for (const [position, column] of table.columns.entries()) {
    if (references.has(column.name)) continue
    // A key from a sequence would start at 1, where migrations put rows of their own.
    const key = column.unique && column.category === 'N'
    if (column.hasDefault && attempt % 2 === 0 && !key) continue
    if (!wanted(column.required, position)) continue
    const value = seedValue(column, { row, attempt, position })
    if (value !== undefined) values.set(column.name, value)
    else if (column.required && !column.hasDefault) return undefined
  }
  if (values.size === 0) return `insert into ${source} default values`
  const names = [...values.keys()].map(quoteIdentifier).join(', ')
  return `insert into ${source} (${names}) overriding system value values (${[...values.values()].join(', ')})`
}

/** The n-th parent, so that two rows have two parents where there are two; NULL where there is none yet. */
function referTo(key: SeedTable['foreignKeys'][number], row: number): [string, string][] {
  return key.columns.map((name, index) => {
    const parent = quoteIdentifier(key.parentColumns[index] ?? '')
    const which = `offset ${row - 1} % greatest((select count(*) from ${key.parent}), 1)`
    return [name, `(select ${parent} from ${key.parent} order by ctid ${which} limit 1)`]
  })
}

/** The first row once more, with other values only in what must be unique. */
function composeDouble(table: SeedTable, source: string): string | undefined {
  if (table.columns.length === 0) return undefined
  const keys = new Map(
    table.foreignKeys
      .filter(({ columns }) =>
        columns.some((name) => table.columns.find((column) => column.name === name)?.unique),
      )
      .flatMap((key) => referTo(key, doubleRow)),
  )
  const values = table.columns.map((column, position) => {
    const key = keys.get(column.name)
    if (key !== undefined) return key
    if (!column.unique) return quoteIdentifier(column.name)
    return seedValue(column, { row: doubleRow, attempt: 0, position }) ?? 'null'
  })
  const names = table.columns.map(({ name }) => quoteIdentifier(name)).join(', ')
  return `insert into ${source} (${names}) overriding system value select ${values.join(', ')} from (select * from ${source} order by ctid limit 1) first`
}

function tableName(table: SeedTable): string {
  return table.schema === 'public' ? table.name : `${table.schema}.${table.name}`
}
