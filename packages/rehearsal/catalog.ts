import { z } from 'zod'
import { catalogQueriesOf } from './catalog-queries.ts'
import { readMajor, type Session } from './database.ts'
import type { CatalogDifference } from './log.ts'

export interface CatalogObject {
  readonly name: string
  /** Everything about the object but its name; equal aliases under different names are a mere renaming. */
  readonly alias: string | undefined
  readonly definition: string
}

/** Every object of a database by class. */
export type Catalog = Readonly<Record<string, readonly CatalogObject[]>>

const row = z.object({
  name: z.string(),
  alias: z.string().nullish(),
  definition: z.string().nullable(),
})

export async function readCatalog(database: Session): Promise<Catalog> {
  const catalog: Record<string, CatalogObject[]> = {}
  const queries = catalogQueriesOf(await readMajor(database))
  await database.run("begin; set local search_path = ''")
  for (const [kind, sql] of Object.entries(queries)) {
    const rows = await database.read(sql, row)
    catalog[kind] = rows.map(({ name, alias, definition }) => ({
      name,
      alias: alias ?? undefined,
      definition: definition ?? '',
    }))
  }
  await database.run('rollback')
  return catalog
}

/** What differs, with pairs that differ in a generated name only joined as `renamed`. */
export function compareCatalogs(before: Catalog, after: Catalog): CatalogDifference[] {
  return Object.keys({ ...before, ...after }).flatMap((object) =>
    object === 'column-order'
      ? compareOrder(before[object] ?? [], after[object] ?? [])
      : compareObjects(object, before[object] ?? [], after[object] ?? []),
  )
}

/** What code may name: classes of objects as {@link readCatalog} calls them. */
const nameable: ReadonlySet<string> = new Set(['relation', 'column', 'function', 'type'])

/** What the change took away or gave another name, also through CASCADE and from inside blocks. A type counts when it lost values. */
export function findTakenAway(before: Catalog, after: Catalog): CatalogDifference[] {
  return [...nameable].flatMap((object) =>
    compareObjects(object, before[object] ?? [], after[object] ?? []).filter(
      ({ change }) => change === 'missing' || (change === 'changed' && object === 'type'),
    ),
  )
}

function compareObjects(
  object: string,
  before: readonly CatalogObject[],
  after: readonly CatalogObject[],
): CatalogDifference[] {
  const old = new Map(before.map((item) => [item.name, item]))
  const now = new Map(after.map((item) => [item.name, item]))
  const extra = after.filter((item) => !old.has(item.name))
  const differences: CatalogDifference[] = []
  for (const item of before) {
    const same = now.get(item.name)
    if (same && same.definition !== item.definition) {
      differences.push({
        change: 'changed',
        object,
        name: item.name,
        before: cut(item.definition),
        after: cut(same.definition),
      })
    }
    if (same) continue
    const twin = item.alias === undefined ? -1 : extra.findIndex((other) => other.alias === item.alias)
    const [renamed] = twin === -1 ? [] : extra.splice(twin, 1)
    if (renamed)
      differences.push({ change: 'renamed', object, name: item.name, before: item.name, after: renamed.name })
    else differences.push({ change: 'missing', object, name: item.name, before: cut(item.definition) })
  }
  for (const item of extra)
    differences.push({ change: 'extra', object, name: item.name, after: cut(item.definition) })
  return differences
}

/** Only a different order of the same columns: a missing column is told by its own class. */
function compareOrder(
  before: readonly CatalogObject[],
  after: readonly CatalogObject[],
): CatalogDifference[] {
  const now = new Map(after.map((item) => [item.name, item.definition]))
  return before.flatMap(({ name, definition }) => {
    const other = now.get(name)
    if (other === undefined || other === definition || sorted(other) !== sorted(definition)) return []
    return [{ change: 'column-order', object: 'table', name, before: cut(definition), after: cut(other) }]
  })
}

function sorted(columns: string): string {
  return columns.split(', ').sort().join(', ')
}

function cut(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 1_000)}…` : text
}
