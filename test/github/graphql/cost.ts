import { type DocumentNode, type FieldNode, type GraphQLSchema, getNamedType } from 'graphql'
import { unstated } from '../unstated.ts'
import { selectedFields, walkFields } from './walk-fields.ts'

export interface QueryCost {
  /** Points of the hourly budget. */
  readonly points: number
  /** Nodes that the query could return at most. */
  readonly nodes: number
  /** Connections asked for without a bound, or with one over 100. */
  readonly unbounded: readonly string[]
}

/**
 * GitHub's formula (docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api): one request for
 * each node of the enclosing connections per connection, all of them as full as they may be; divided by 100, at least 1.
 * Parts that `@include` leaves out are counted: GitHub does not say whether it does.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost {
  let requests = 0
  let nodes = 0
  const unbounded: string[] = []
  walkFields(schema, document, 1, (field, type, outer) => {
    const named = getNamedType(type)
    if (!named.name.endsWith('Connection')) return outer
    requests += outer
    const limit = limitOf(field, variables)
    const inside = selectedFields(schema, document, field.selectionSet, named)
    const isCounted = !inside.some(({ field }) =>
      unstated.countedConnections.value.some((name) => name === field.name.value),
    )
    if (limit === undefined && isCounted) return outer
    if (limit === undefined || limit < 1 || limit > 100) unbounded.push(field.name.value)
    nodes += outer * (limit ?? 1)
    return outer * (limit ?? 1)
  })
  return { points: Math.max(1, Math.round(requests / 100)), nodes, unbounded }
}

function limitOf(field: FieldNode, variables: Readonly<Record<string, unknown>>): number | undefined {
  for (const argument of field.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue
    if (argument.value.kind === 'IntValue') return Number(argument.value.value)
    if (argument.value.kind === 'Variable') return Number(variables[argument.value.name.value])
  }
  return undefined
}
