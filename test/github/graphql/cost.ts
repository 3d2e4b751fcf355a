import type { GraphQLSchema } from 'graphql'
import {
  type DocumentNode,
  type FieldNode,
  getNamedType,
  isObjectType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql'

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
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): QueryCost {
  let requests = 0
  let nodes = 0
  const unbounded: string[] = []
  const multipliers = [1]
  const limits = new Map<FieldNode, number>()
  const info = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(info, {
      Field: {
        enter(field) {
          const type = info.getType()
          const named = type == null ? undefined : getNamedType(type)
          if (!isObjectType(named) || !named.name.endsWith('Connection')) return
          const limit = limitOf(field, variables)
          if (limit === undefined || limit < 1 || limit > 100) unbounded.push(field.name.value)
          const outer = multipliers.at(-1) ?? 1
          requests += outer
          nodes += outer * (limit ?? 1)
          limits.set(field, limit ?? 1)
          multipliers.push(outer * (limit ?? 1))
        },
        leave(field) {
          if (limits.delete(field)) multipliers.pop()
        },
      },
    }),
  )
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
