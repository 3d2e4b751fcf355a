import type { MappedName, Mapping } from './mappings/mapping.ts'
import { tablesOfClass } from './spellings.ts'
import type { Use, Wanted } from './use.ts'

/** What a file's classes, models and tables map to what is gone. */
export function findMappingUses(
  mapping: Mapping,
  names: readonly MappedName[],
  { taken, commonplace }: Wanted,
): Use[] {
  const use = (offset: number, certainty: Use['certainty']): Use => ({ offset, certainty, how: mapping.name })
  switch (taken.kind) {
    case 'table':
    case 'view':
      return names
        .filter((name) => name.kind === 'table' && standsFor(mapping, name, taken.name))
        .map(({ offset, owner }) => use(offset, owner === undefined && commonplace ? 'possible' : 'certain'))
    case 'column':
      return names.flatMap((name) => {
        if (name.kind !== 'column' || !name.names.includes(taken.name)) return []
        const table = (taken.on ?? '').split('.').at(-1) ?? ''
        if (standsFor(mapping, name, table)) return [use(name.offset, 'certain')]
        // A class of another name without a table of its own may be a part of the row.
        return mapping.partial && name.owner === undefined && !commonplace && isPartOf(name.className, table)
          ? [use(name.offset, 'possible')]
          : []
      })
    case 'enum-value':
      return names.flatMap((name) =>
        name.kind === 'enum-value' &&
        name.names.includes(taken.name) &&
        standsFor(mapping, name, (taken.on ?? '').split('.').at(-1) ?? '')
          ? [use(name.offset, 'certain')]
          : [],
      )
    case 'function':
    case 'type':
      return []
  }
}

function standsFor({ prefixed }: Mapping, { owner, className }: MappedName, table: string): boolean {
  if (owner !== undefined) return (owner.split('.').at(-1) ?? owner).toLowerCase() === table.toLowerCase()
  if (prefixed && table.endsWith(`_${className.toLowerCase()}`)) return true
  return tablesOfClass(className).includes(table)
}

/** `GetUserRow` for `users`. */
function isPartOf(className: string, table: string): boolean {
  return tablesOfClass(table).some(
    (name) => name.length > 3 && className.toLowerCase().includes(name.replaceAll('_', '').toLowerCase()),
  )
}
