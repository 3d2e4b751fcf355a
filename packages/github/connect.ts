import { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { type ZodType, z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import { createBudgets, type Resource } from './budget.ts'
import type { GitHub, Page, PageOptions, Parameters } from './client.ts'
import { eachAttempt } from './each-attempt.ts'
import { costOf, graphqlAnswer } from './graphql-answer.ts'
import { type PlacedProblem, placeHoles } from './holes.ts'
import { problemOfError } from './problem-of-error.ts'
import { problemOfGraphql } from './problem-of-graphql.ts'
import { validate, validatePage } from './validate.ts'

export interface ConnectOptions {
  readonly token: string
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly repository: { readonly owner: string; readonly name: string }
  readonly version: string
  /** Share of the hourly budget below which nothing more is read: it belongs to the whole repository. */
  readonly stopAtRemaining?: number
  /** Milliseconds that one attempt may take; default 30 s. */
  readonly timeout?: number
  /** Milliseconds before a read is repeated, four times as many before the second time; default 1 s. */
  readonly retryDelay?: number
}

/** Retries of a read after a server or network error; writes are never repeated blindly. */
const readRetries = 2
const pageSize = 100
/** A listing longer than this is not read to its end. */
const maxPages = 20

/** The real GitHub, or an Enterprise Server, behind the port. */
export function connect(options: ConnectOptions): GitHub {
  let rest = 0
  let graphqlPoints = 0
  const budgets = createBudgets(options.stopAtRemaining)
  const octokit = getOctokit(
    options.token,
    {
      baseUrl: options.apiUrl,
      userAgent: `operator/${options.version}`,
      log: silent,
      retry: { retries: readRetries, retryAfterBaseValue: options.retryDelay ?? 1_000, doNotRetry: final },
    },
    eachAttempt(options.timeout ?? 30_000, (url) => {
      if (url !== graphqlPath) rest += 1
    }),
    retry,
  )

  /** Carries out a request; whatever fails becomes a problem. */
  const attempt = async <T>(resource: Resource, work: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    try {
      return await work()
    } catch (error) {
      budgets.note(resource, headersOfError(error))
      return unanswered(problemOfError(error))
    }
  }

  const read = async <T>(resource: Resource, work: () => Promise<Answer<T>>): Promise<Answer<T>> => {
    const refusal = budgets.refusal(resource)
    return refusal === undefined ? attempt(resource, work) : unanswered(refusal)
  }

  const send = async (route: string, parameters: Parameters, request: RequestOptions) => {
    const response = await octokit.request(route, {
      owner: options.repository.owner,
      repo: options.repository.name,
      ...parameters,
      request,
    })
    budgets.note('core', response.headers)
    return response
  }

  const ask = async (query: string, variables: Parameters): Promise<Answer<AskedData>> => {
    const response = await octokit.request(`POST ${graphqlPath}`, {
      baseUrl: options.graphqlUrl.replace(/\/graphql$/, ''),
      query,
      variables,
      request: isMutation(query) ? once : repeatable,
    })
    budgets.note('graphql', response.headers)
    const answer = validate(graphqlAnswer, response.data, 'GraphQL')
    if (!answer.ok) return answer
    const { data, errors = [] } = answer.value
    graphqlPoints += costOf(data)
    const problems = errors.map((error) => ({
      problem: problemOfGraphql(error, response.headers),
      path: error.path,
    }))
    return answered({ data, problems })
  }

  return {
    repository: options.repository,
    cost: () => ({ rest, graphqlPoints }),
    async rest<T>(route: string, parameters: Parameters, schema: ZodType<T>) {
      const isRead = route.startsWith('GET ')
      const work = async () => {
        const response = await send(route, parameters, isRead ? repeatable : once)
        return validate(schema, response.data, route)
      }
      return isRead ? read('core', work) : attempt('core', work)
    },
    async paginate<T>(route: string, parameters: Parameters, itemSchema: ZodType<T>, page: PageOptions = {}) {
      const items: T[] = []
      const max = page.max ?? pageSize * maxPages
      for (let number = 1; number <= maxPages && items.length < max; number += 1) {
        const next = await read('core', async () => {
          const response = await send(route, { per_page: pageSize, ...parameters, page: number }, repeatable)
          const listed = validatePage(itemSchema, page.key, response.data, route)
          if (!listed.ok) return listed
          return answered({
            ...listed.value,
            isLast: !/rel="next"/.test(String(response.headers.link ?? '')),
          })
        })
        if (!next.ok) return next
        items.push(...next.value.items)
        if (next.value.isLast) {
          // GitHub ends some listings at 1,000 items as if there were no more; the total tells.
          const isWhole = items.length <= max && items.length >= next.value.total
          return answered<Page<T>>({ items: items.slice(0, max), complete: isWhole })
        }
      }
      return answered<Page<T>>({ items: items.slice(0, max), complete: false })
    },
    async graphql<T>(query: string, variables: Parameters, schema: ZodType<T>) {
      const work = async (): Promise<Answer<T>> => {
        const answer = await ask(query, variables)
        if (!answer.ok) return answer
        const [first] = answer.value.problems
        return first === undefined
          ? validate(schema, answer.value.data, 'GraphQL')
          : unanswered(first.problem)
      }
      return isMutation(query) ? attempt('graphql', work) : read('graphql', work)
    },
    async graphqlInParts<T>(query: string, variables: Parameters, schema: ZodType<T>) {
      return read('graphql', async () => {
        const answer = await ask(query, variables)
        if (!answer.ok) return answer
        const { data, problems } = answer.value
        const placed = placeHoles(data, problems)
        if (!placed.ok) return placed
        const parts = validate(schema, placed.value, 'GraphQL')
        // A hole where the query's reader expects none is the reason, not the form of the answer.
        const [first] = problems
        return parts.ok || first === undefined ? parts : unanswered(first.problem)
      })
    },
  }
}

interface AskedData {
  readonly data: unknown
  readonly problems: readonly PlacedProblem[]
}

const graphqlPath = '/graphql'

/** Statuses that the same request would meet again. */
const final = [400, 401, 403, 404, 409, 410, 422, 429, 451]

interface RequestOptions {
  readonly retries?: number
}

/** Says nothing of retries: with a number in it the plugin would repeat what ended in a final status too. */
const repeatable: RequestOptions = {}
const once: RequestOptions = { retries: 0 }

function isMutation(query: string): boolean {
  return /^\s*mutation\b/.test(query)
}

const silent = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

function headersOfError(error: unknown): Readonly<Record<string, unknown>> {
  const parsed = z
    .object({ response: z.object({ headers: z.record(z.string(), z.unknown()) }) })
    .safeParse(error)
  return parsed.success ? parsed.data.response.headers : {}
}
