import { z } from 'zod'
import { type Database, quoteIdentifier } from '../../packages/rehearsal/database.ts'
import { runMeasured } from '../../packages/rehearsal/run.ts'
import { schema } from './schema.ts'

/** What one statement did, as the rehearsal measures it. */
export interface Observation {
  /** SQLSTATE. */
  readonly failed?: string
  /** The strongest new lock by relation. */
  readonly locks: Readonly<Record<string, string>>
  readonly rewritten: readonly string[]
  readonly scanned: readonly string[]
  readonly built: readonly string[]
  readonly validated: readonly string[]
}

export interface Scene {
  readonly database: Database
  readonly indexes: ReadonlySet<string>
}

export async function prepare(database: Database): Promise<Scene> {
  const grant =
    database.limitedRole === undefined ? '' : `; grant reader to ${quoteIdentifier(database.limitedRole)}`
  await database.inspector.run(`create role reader${grant}`)
  await database.run(`create schema elsewhere; grant create on schema public to reader; ${schema}`)
  const indexes = await database.read(
    "select relname as name from pg_class where relkind in ('i', 'I') and oid >= 16384",
    z.object({ name: z.string() }),
  )
  return { database, indexes: new Set(indexes.map(({ name }) => name)) }
}

/**
 * Runs a statement by itself; one in a transaction is taken back afterwards. ACCESS SHARE on an index is left out: whether it is
 * still held tells what the session had in its cache, and it stops nobody but who drops that index.
 */
export async function observe(
  { database, indexes }: Scene,
  sql: string,
  transaction: 'inside' | 'outside',
): Promise<Observation> {
  const inside = transaction === 'inside'
  const statement = { sql, line: 1, kind: inside ? ('ordinary' as const) : ('alone' as const) }
  const script = {
    path: 'agreement.sql',
    transaction: inside ? ('script' as const) : ('none' as const),
    statements: inside ? [statement, { sql: 'rollback', line: 1, kind: 'rollback' as const }] : [statement],
  }
  const { failure, measurements } = await runMeasured(
    { database, onProgress: () => undefined },
    [script],
    'script',
  )
  const [measured] = measurements
  const list = (names: readonly string[] | undefined) => [...(names ?? [])].sort()
  return {
    ...(failure && { failed: failure.error.code }),
    locks: Object.fromEntries(
      (measured?.locks ?? [])
        .map(({ relation, mode }): [string, string] => [relation, mode.replace(/Lock$/, '')])
        .filter(([relation, mode]) => mode !== 'AccessShare' || !indexes.has(relation))
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    ),
    rewritten: list(measured?.rewritten),
    scanned: list(measured?.scanned),
    built: list(measured?.built),
    validated: list(measured?.validated),
  }
}
