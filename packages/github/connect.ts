import { getOctokit } from '@actions/github'
import { retry } from '@octokit/plugin-retry'
import { type ZodType, z } from 'zod'
import { type Answer, answered, unanswered } from './answer.ts'
import { createBudgets, type Resource } from './budget.ts'
import type { GitHub, Page, PageOptions, Parameters } from './client.ts'
import { eachAttempt } from './each-attempt.ts'
import { costOf, type GraphqlAnswer, graphqlAnswer } from './graphql-answer.ts'
import { placeHoles } from './holes.ts'
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
      retry: { retryAfterBaseValue: options.retryDelay ?? 1_000, doNotRetry: final },
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

  const send = async (route: string, parameters: Parameters, retries: number) => {
    const response = await octokit.request(route, {
      owner: options.repository.owner,
      repo: options.repository.name,
      ...parameters,
      request: { retries },
    })
    budgets.note('core', response.headers)
    return response
  }

  const ask = async (query: string, variables: Parameters): Promise<Answer<GraphqlAnswer>> => {
    const response = await octokit.request(`POST ${graphqlPath}`, {
      baseUrl: options.graphqlUrl.replace(/\/graphql$/, ''),
      query,
      variables,
      request: { retries: isMutation(query) ? 0 : readRetries },
    })
    budgets.note('graphql', response.headers)
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
        const response = await send(route, parameters, isRead ? readRetries : 0)
        return validate(schema, response.data, route)
      }
      return isRead ? read('core', work) : attempt('core', work)
    },
    async paginate<T>(route: string, parameters: Parameters, itemSchema: ZodType<T>, page: PageOptions = {}) {
      const items: T[] = []
      const max = page.max ?? pageSize * maxPages
      for (let number = 1; number <= maxPages && items.length < max; number += 1) {
        const next = await read('core', async () => {
          const response = await send(route, { per_page: pageSize, ...parameters, page: number }, readRetries)
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
        const [error] = answer.value.errors ?? []
        if (error !== undefined) return unanswered(problemOfGraphql(error))
        return validate(schema, answer.value.data, 'GraphQL')
      }
      return isMutation(query) ? attempt('graphql', work) : read('graphql', work)
    },
    async graphqlInParts<T>(query: string, variables: Parameters, schema: ZodType<T>) {
      return read('graphql', async () => {
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

const graphqlPath = '/graphql'

/** Statuses that the same request would meet again. */
const final = [400, 401, 403, 404, 409, 410, 422, 429, 451]

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
