import {
  type Answer,
  answered,
  type GitHub,
  type Page,
  type PageOptions,
  type Parameters,
  unanswered,
} from '@operator/github'
import { z } from 'zod'

/** What GitHub answered to one call of the port, before the port's schema read it. */
export interface RecordedCall {
  readonly kind: 'rest' | 'paginate' | 'graphql'
  /** Route, or the query. */
  readonly asked: string
  readonly key: string | undefined
  readonly answer: Answer<unknown>
}

/** The port asked something that was not asked when the answers were recorded. */
export class Diverged extends Error {}

/** The port, noting each raw answer. */
export function recordingPort(github: GitHub): GitHub & { readonly calls: readonly RecordedCall[] } {
  const calls: RecordedCall[] = []
  const graphql = async <T>(query: string, variables: Parameters, schema: z.ZodType<T>) => {
    const answer = await github.graphqlInParts(query, variables, z.unknown())
    calls.push({ kind: 'graphql', asked: query, key: undefined, answer })
    return answer.ok ? read(schema, answer.value) : answer
  }
  return {
    calls,
    repository: github.repository,
    cost: github.cost,
    graphql,
    graphqlInParts: graphql,
    async rest<T>(route: string, parameters: Parameters, schema: z.ZodType<T>) {
      const answer = await github.rest(route, parameters, z.unknown())
      calls.push({ kind: 'rest', asked: route, key: undefined, answer })
      return answer.ok ? read(schema, answer.value) : answer
    },
    async paginate<T>(
      route: string,
      parameters: Parameters,
      itemSchema: z.ZodType<T>,
      options: PageOptions = {},
    ) {
      const answer = await github.paginate(route, parameters, z.unknown(), options)
      calls.push({ kind: 'paginate', asked: route, key: options.key, answer: itemsOf(answer) })
      return answer.ok ? asPage(read(z.array(itemSchema), answer.value.items)) : answer
    },
  }
}

/** The port, answering from the recording; the call at `spoilt` gets another answer. */
export function replayingPort(
  github: GitHub,
  calls: readonly RecordedCall[],
  spoilt?: { readonly index: number; readonly value: unknown },
): GitHub {
  let index = 0
  const next = (asked: string): Answer<unknown> => {
    const call = calls[index]
    if (call?.asked !== asked) throw new Diverged(asked)
    const answer = spoilt?.index === index ? answered(spoilt.value) : call.answer
    index += 1
    return answer
  }
  const graphql = async <T>(query: string, _: Parameters, schema: z.ZodType<T>) => {
    const answer = next(query)
    return answer.ok ? read(schema, answer.value) : answer
  }
  return {
    repository: github.repository,
    cost: github.cost,
    graphql,
    graphqlInParts: graphql,
    async rest<T>(route: string, _: Parameters, schema: z.ZodType<T>) {
      const answer = next(route)
      return answer.ok ? read(schema, answer.value) : answer
    },
    async paginate<T>(route: string, _: Parameters, itemSchema: z.ZodType<T>) {
      const answer = next(route)
      return answer.ok ? asPage(read(z.array(itemSchema), answer.value)) : answer
    },
  }
}

function itemsOf(answer: Answer<Page<unknown>>): Answer<unknown> {
  return answer.ok ? answered(answer.value.items) : answer
}

function asPage<T>(items: Answer<readonly T[]>): Answer<Page<T>> {
  return items.ok ? answered({ items: items.value, complete: true }) : items
}

function read<T>(schema: z.ZodType<T>, value: unknown): Answer<T> {
  const result = schema.safeParse(value)
  return result.success
    ? answered(result.data)
    : unanswered({ kind: 'invalid', message: z.prettifyError(result.error) })
}
