import { z } from 'zod'
import { type Database, quoteIdentifier, toSqlError } from './database.ts'
import { readSeedTables, type SeedTable } from './seed-tables.ts'
import { seedAttempts, seedValue } from './seed-values.ts'

/** Rows a table has at least afterwards, where it can be seeded. */
const wantedRows = 2

export interface Seeding {
  readonly seeded: number
  readonly unseeded: readonly { readonly table: string; readonly why: string }[]
}

/**
 * Gives every table at least two synthetic rows: parents before children, unique where they must be, enum labels and CHECK
 * literals tried. Triggers fire; only where that fails are they left out.
 */
export async function seedTables(database: Database): Promise<Seeding> {
  await database.run("set search_path = ''")
  const open = new Map((await readSeedTables(database)).map((table) => [tableName(table), table]))
  const total = open.size
  const reasons = new Map<string, string>()
  // Children wait for their parents, so passes go on while one of them seeds something.
  for (let progress = true; progress && open.size > 0; ) {
    progress = false
    for (const [name, table] of open) {
      const why = await seedTable(database, table)
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

async function seedTable(database: Database, table: SeedTable): Promise<string | undefined> {
  const source = `${quoteIdentifier(table.schema)}.${quoteIdentifier(table.name)}`
  let why: string | undefined
  const count = async () =>
    (await database.read(`select count(*) as n from ${source}`, z.object({ n: z.coerce.number() })))[0]?.n ??
    0
  let have = await count()
  if (have >= wantedRows) return undefined
  for (const triggers of ['origin', 'replica'] as const) {
    for (const fill of ['all', 'required'] as const) {
      for (let attempt = 0; attempt < seedAttempts && have < wantedRows; attempt += 1) {
        const insert = composeInsert(table, source, have + 1, attempt, fill)
        if (insert === undefined) {
          why = `no value is known for a required column`
          continue
        }
        try {
          await database.run(`begin; set local session_replication_role = ${triggers}; ${insert}; commit`)
          have += 1
        } catch (error) {
          await database.run('rollback')
          why = toSqlError(error).message
        }
      }
    }
  }
  return have >= wantedRows ? undefined : (why ?? 'no row could be made')
}

function composeInsert(
  table: SeedTable,
  source: string,
  n: number,
  attempt: number,
  fill: 'all' | 'required',
): string | undefined {
  const values = new Map<string, string>()
  for (const key of table.foreignKeys) {
    const required = key.columns.some(
      (name) => table.columns.find((column) => column.name === name)?.required,
    )
    if (fill === 'required' && !required) continue
    key.columns.forEach((name, index) => {
      const parent = quoteIdentifier(key.parentColumns[index] ?? '')
      // The n-th parent, so that two rows have two parents where there are two; NULL where there is none yet.
      values.set(
        name,
        `(select ${parent} from ${key.parent} order by ctid offset ${n - 1} % greatest((select count(*) from ${key.parent}), 1) limit 1)`,
      )
    })
  }
  for (const column of table.columns) {
    if (values.has(column.name)) continue
    if (column.hasDefault && (attempt % 2 === 0 || column.category === 'N')) continue
    if (fill === 'required' && !column.required) continue
    const checkLiterals = column.checks.flatMap(literals)
    const checkLengths = column.checks.flatMap(lengths)
    const value = seedValue({ ...column, checkLiterals, checkLengths }, n, attempt)
    if (value !== undefined) values.set(column.name, value)
    else if (column.required && !column.hasDefault) return undefined
  }
  if (values.size === 0) return `insert into ${source} default values`
  const names = [...values.keys()].map(quoteIdentifier).join(', ')
  return `insert into ${source} (${names}) values (${[...values.values()].join(', ')})`
}

function literals(definition: string): string[] {
  return [...definition.matchAll(/'([^']{1,100})'/g)].map((match) => match[1] ?? '')
}

/** `CHECK (octet_length(digest) = 32)`: what a value's length is compared with. */
function lengths(definition: string): number[] {
  if (!/length\(/.test(definition)) return []
  return [...definition.matchAll(/[=<>]+ \(?(\d{1,4})\b/g)].map((match) => Number(match[1]))
}

function tableName(table: SeedTable): string {
  return table.schema === 'public' ? table.name : `${table.schema}.${table.name}`
}
