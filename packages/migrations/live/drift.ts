import {
  type Catalog,
  type CatalogDifference,
  type CatalogObject,
  compareCatalogs,
} from '@operator/rehearsal'
import { canonicalise } from './canonical.ts'
import { renameOwner } from './roles.ts'

/** Which objects the comparison leaves out. */
export interface Disregarded {
  /** The migration tool's own tables, qualified: no migration makes them. */
  readonly tables: readonly string[]
  /** The policy's `migrations.live.ignore`. */
  readonly patterns: readonly string[]
}

/** What the live database has otherwise than the migrations make it, object by object. */
export function findDrift(expected: Catalog, live: Catalog, disregarded: Disregarded): CatalogDifference[] {
  const tables = new Set(disregarded.tables)
  return withoutConsequences(
    compareCatalogs(
      canonicalise(leaveOut(ofDatabase(expected, live), tables)),
      canonicalise(leaveOut(renameOwner(live, expected), tables)),
    ),
  ).filter(({ object, name }) => !disregarded.patterns.some((pattern) => fits(pattern, `${object} ${name}`)))
}

/** Without the classes that the live reader leaves out, which belong to the server. */
function ofDatabase(expected: Catalog, live: Catalog): Catalog {
  return Object.fromEntries(Object.entries(expected).filter(([kind]) => kind in live))
}

function leaveOut(catalog: Catalog, tables: ReadonlySet<string>): Catalog {
  if (tables.size === 0) return catalog
  const isTools = ({ name, definition }: CatalogObject, kind: string) =>
    [...tables].some(
      (table) =>
        name === table ||
        name.startsWith(`${table}.`) ||
        (kind === 'index' && definition.includes(` ON ${table} `)) ||
        ((kind === 'relation' || kind === 'sequence') &&
          name.startsWith(`${table}_`) &&
          name.endsWith('_seq')),
    )
  return Object.fromEntries(
    Object.entries(catalog).map(([kind, objects]) => [
      kind,
      objects.filter((object) => !isTools(object, kind)),
    ]),
  )
}

/** A missing or extra relation says it all: its columns, constraints, indexes and the rest go with it. */
function withoutConsequences(differences: readonly CatalogDifference[]): CatalogDifference[] {
  const whole = (change: 'missing' | 'extra') =>
    differences.filter((each) => each.change === change && each.object === 'relation').map(({ name }) => name)
  const gone = { missing: whole('missing'), extra: whole('extra') }
  return differences.filter(({ change, object, name, before, after }) => {
    if ((change !== 'missing' && change !== 'extra') || object === 'relation') return true
    const definition = before ?? after ?? ''
    return !gone[change].some(
      (relation) =>
        name === relation ||
        name.startsWith(`${relation}.`) ||
        (object === 'index' && definition.includes(` ON ${relation} `)),
    )
  })
}

/** `*` stands for any text; the rest is as it is. */
function fits(pattern: string, text: string): boolean {
  const [first = '', ...rest] = pattern.split('*')
  const last = rest.pop()
  if (last === undefined) return pattern === text
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = text.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}
