import { isNonNullType, parse } from 'graphql'
import { schema } from './graphql/schema.ts'
import { walkFields } from './graphql/walk-fields.ts'

/** Paths of a query's answer where the published schema allows null, without the positions in lists. */
export function nullableFields(query: string): ReadonlySet<string> {
  const nullable = new Set<string>()
  walkFields<readonly string[]>(schema(), parse(query), [], (field, type, outer) => {
    const path = [...outer, field.alias?.value ?? field.name.value]
    if (!isNonNullType(type)) nullable.add(path.join('.'))
    return path
  })
  return nullable
}
