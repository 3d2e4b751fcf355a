import type { Catalog, CatalogObject } from '@operator/rehearsal'

/** Lists whose order depends on the server: its collation, or in which order its roles were made. */
const lists = /^(privileges|options) /

/** A catalog whose lists stand in one order, wherever it was read. */
export function canonicalise(catalog: Catalog): Catalog {
  return Object.fromEntries(
    Object.entries(catalog).map(([kind, objects]) => [
      kind,
      objects.map((object) => sortLists(kind, object)),
    ]),
  )
}

function sortLists(kind: string, object: CatalogObject): CatalogObject {
  if (kind === 'default privilege') return { ...object, definition: sorted(object.definition) }
  const parts = object.definition.split(' | ').map((part, index) => {
    const [label] = lists.exec(part) ?? []
    if (label !== undefined) return `${label}${sorted(part.slice(label.length))}`
    // The roles that a policy is for.
    return kind === 'policy' && index === 2 ? sorted(part) : part
  })
  return { ...object, definition: parts.join(' | ') }
}

function sorted(list: string): string {
  return list.split(',').sort().join(',')
}
