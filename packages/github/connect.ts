import { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { type ZodType, z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import type { GitHub, Page, PageOptions, Parameters } from './client.ts'
import { placeHoles } from './holes.ts'
import { problemOfError } from './problem-of-error.ts'

export interface ConnectOptions {
  readonly token: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly version: string
  /** Share of the hourly budget below which nothing more is read: it belongs to the whole repository. */
  readonly stopAtRemaining?: number
}

/** Retries of a read after a server or network error; writes are never repeated blindly. */
const readRetries = 2
const requestTimeout = 30_000
const pageSize = 100
/** A listing longer than this is not read to its end. */
const maxPages = 20

const graphqlAnswer = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(
      z.object({
        type: z.string().optional(),
        message: z.string(),
        path: z.array(z.union([z.string(), z.number()])).optional(),
      }),
    )
    .optional(),
})
type GraphqlAnswer = z.infer<typeof graphqlAnswer>

/** The real GitHub, or an Enterprise Server, behind the port. */
export function connect(options: ConnectOptions): GitHub {
  const octokit = getOctokit(
    options.token,
    { baseUrl: options.apiUrl, userAgent: `operator/${options.version}`, log: silent },
    retry,
  )
  let rest = 0
  let graphqlPoints = 0
  let budgetUsedUp: string | undefined

  const send = async (route: string, parameters: Parameters, retries: number) => {
    const response = await octokit.request(route, {
      owner: options.repository.owner,
      repo: options.repository.name,
      ...parameters,
      request: { retries, signal: AbortSignal.timeout(requestTimeout) },
    })
    noteBudget(response.headers)
    return response
  }

  const noteBudget = (headers: Readonly<Record<string, unknown>>) => {
    const remaining = Number(headers['x-ratelimit-remaining'])
    const limit = Number(headers['x-ratelimit-limit'])
    if (options.stopAtRemaining === undefined || !(limit > 0) || !Number.isFinite(remaining)) return
    if (remaining / limit < options.stopAtRemaining) {
      const reset = Number(headers['x-ratelimit-reset'])
      budgetUsedUp = Number.isFinite(reset) ? new Date(reset * 1_000).toISOString() : 'the next hour'
    }
  }

  const read = async <T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    if (budgetUsedUp !== undefined) {
      const message = 'Operator leaves the rest of the hourly budget to others.'
      return unanswered({ kind: 'rate-limited', message, resetAt: budgetUsedUp })
    }
    try {
      return await work()
    } catch (error) {
      return unanswered(problemOfError(error))
    }
  }

  const ask = async (query: string, variables: Parameters): Promise<Answer<GraphqlAnswer>> => {
    const response = await octokit.request('POST /graphql', {
      baseUrl: options.graphqlUrl.replace(/\/graphql$/, ''),
      query,
      variables,
      request: {
        retries: isMutation(query) ? 0 : readRetries,
        signal: AbortSignal.timeout(requestTimeout),
      },
    })
    noteBudget(response.headers)
    const answer = validate(graphqlAnswer, response.data, 'GraphQL')
    if (answer.ok) graphqlPoints += costOf(answer.value.data)
    return answer
  }

  return {
    repository: options.repository,
    cost: () => ({ rest, graphqlPoints }),
    async rest<T>(route: string, parameters: Parameters, schema: ZodType<T>) {
      const isRead = route.startsWith('GET ')
      const work = async () => {
        rest += 1
        const response = await send(route, parameters, isRead ? readRetries : 0)
        return validate(schema, response.data, route)
      }
      return isRead ? read(work) : attempt(work)
    },
    async paginate<T>(route: string, parameters: Parameters, itemSchema: ZodType<T>, page: PageOptions = {}) {
      return read<Page<T>>(async () => {
        const items: T[] = []
        const max = page.max ?? pageSize * maxPages
        for (let number = 1; number <= maxPages; number += 1) {
          rest += 1
          const response = await send(route, { per_page: pageSize, ...parameters, page: number }, readRetries)
          const listed = validate(z.array(itemSchema), itemsOf(response.data, page.key), route)
          if (!listed.ok) return listed
          items.push(...listed.value)
          if (!/rel="next"/.test(String(response.headers.link ?? ''))) {
            return answered({ items: items.slice(0, max), complete: items.length <= max })
          }
          if (items.length >= max) return answered({ items: items.slice(0, max), complete: false })
        }
        return answered({ items, complete: false })
      })
    },
    async graphql<T>(query: string, variables: Parameters, schema: ZodType<T>) {
      const work = async (): Promise<Answer<T>> => {
        const answer = await ask(query, variables)
        if (!answer.ok) return answer
        const [error] = answer.value.errors ?? []
        if (error !== undefined) return unanswered(problemOfGraphql(error))
        return validate(schema, answer.value.data, 'GraphQL')
      }
      return isMutation(query) ? attempt(work) : read(work)
    },
    async graphqlInParts<T>(query: string, variables: Parameters, schema: ZodType<T>) {
      return read(async () => {
        const answer = await ask(query, variables)
        if (!answer.ok) return answer
        const problems = (answer.value.errors ?? []).map((error) => ({
          problem: problemOfGraphql(error),
          path: error.path,
        }))
        const whole = placeHoles(answer.value.data, problems)
        return whole.ok ? validate(schema, whole.value, 'GraphQL') : whole
      })
    },
  }
}

function isMutation(query: string): boolean {
  return /^\s*mutation\b/.test(query)
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

async function attempt<T>(work: () => Promise<Answer<T>>): Promise<Answer<T>> {
  try {
    return await work()
  } catch (error) {
    return unanswered(problemOfError(error))
  }
}

function validate<T>(schema: ZodType<T>, value: unknown, what: string): Answer<T> {
  const result = schema.safeParse(value)
  if (result.success) return answered(result.data)
  const [issue] = result.error.issues
  return unanswered({
    kind: 'invalid',
    message: `${what}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`,
  })
}

function itemsOf(data: unknown, key: string | undefined): unknown {
  if (key === undefined) return data
  return z.record(z.string(), z.unknown()).parse(data)[key]
}

function problemOfGraphql(error: { readonly type?: string | undefined; readonly message: string }) {
  switch (error.type) {
    case 'FORBIDDEN':
      return { kind: 'forbidden', message: error.message } as const
    case 'NOT_FOUND':
      return { kind: 'not-found', message: error.message } as const
    case 'RATE_LIMITED':
      return { kind: 'rate-limited', message: error.message } as const
    default:
      return { kind: 'partial', message: error.message } as const
  }
}

function costOf(data: unknown): number {
  const answer = z.object({ rateLimit: z.object({ cost: z.number() }).nullable() }).safeParse(data)
  return answer.success ? (answer.data.rateLimit?.cost ?? 1) : 1
}
