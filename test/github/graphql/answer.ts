import {
  type DocumentNode,
  defaultFieldResolver,
  executeSync,
  type GraphQLFieldResolver,
  type GraphQLFormattedError,
  parse,
  validate,
} from 'graphql'
import { z } from 'zod'
import type { Budget } from '../server/budget.ts'
import type { Reply } from '../server/reply.ts'
import type { Token } from '../server/tokens.ts'
import type { World } from '../world/world.ts'
import type { Viewer } from './context.ts'
import { costOf } from './cost.ts'
import { queryRoot } from './query.ts'
import { schema } from './schema.ts'

const request = z.object({
  query: z.string(),
  variables: z.record(z.string(), z.unknown()).nullish(),
  operationName: z.string().nullish(),
})

/** `Precheck` of `query Precheck(…) {…}`. */
export function operationName(body: unknown): string | undefined {
  const asked = request.safeParse(body)
  return asked.success ? /\b(?:query|mutation)\s+(\w+)/.exec(asked.data.query)?.[1] : undefined
}

export interface GraphqlRequest {
  readonly world: World
  readonly token: Token
  readonly body: unknown
  readonly budget: Budget
}

export function answerGraphql(
  { world, token, body, budget }: GraphqlRequest,
  complain: (problems: readonly string[]) => void,
  fieldResolver: GraphQLFieldResolver<unknown, unknown> = defaultFieldResolver,
): Reply {
  const { query, variables, operationName: chosen } = request.parse(body)
  const { document, invalid } = read(query)
  const wrong = [...invalid]
  const cost = costOf(schema(), document, variables ?? {})
  wrong.push(...cost.unbounded.map((name) => `${name} needs first or last between 1 and 100`))
  if (cost.nodes > 500_000) wrong.push(`the query could return ${cost.nodes} nodes, more than 500,000`)
  if (wrong.length > 0) {
    complain(wrong)
    return { status: 200, body: { errors: wrong.map((message) => ({ message })) } }
  }
  budget.remaining -= cost.points
  const viewer: Viewer = { world, token }
  const result = executeSync({
    schema: schema(),
    document,
    rootValue: queryRoot(viewer, cost, budget),
    variableValues: variables ?? {},
    operationName: chosen ?? null,
    fieldResolver,
  })
  const own = result.errors?.filter(({ extensions }) => extensions['type'] === undefined) ?? []
  if (own.length > 0) complain(own.map(({ message, path }) => `${path?.join('.') ?? ''}: ${message}`))
  const errors = result.errors?.map((error) => told(error.toJSON()))
  return { status: 200, body: { data: result.data ?? null, ...(errors !== undefined && { errors }) } }
}

interface ReadQuery {
  readonly document: DocumentNode
  readonly invalid: readonly string[]
}

const readQueries = new Map<string, ReadQuery>()

/** Clients ask the same few queries again and again; validating one takes longer than answering it. */
function read(query: string): ReadQuery {
  const known = readQueries.get(query)
  if (known !== undefined) return known
  const document = parse(query)
  const found = { document, invalid: validate(schema(), document).map(({ message }) => message) }
  readQueries.set(query, found)
  return found
}

/** GitHub names the type of an error beside its message. */
function told({ extensions = {}, ...error }: GraphQLFormattedError) {
  const { type, ...rest } = extensions
  const hasMore = Object.keys(rest).length > 0
  return { ...(type !== undefined && { type }), ...error, ...(hasMore && { extensions: rest }) }
}
