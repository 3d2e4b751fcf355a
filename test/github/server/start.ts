import { createHash, randomUUID } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { answerGraphql, operationName } from '../graphql/answer.ts'
import { unstated } from '../unstated.ts'
import type { World } from '../world/world.ts'
import { type Budgets, budgetHeaders, createBudgets } from './budget.ts'
import { faultReply, usedUp } from './fault-reply.ts'
import { createFaults, type FaultQueue } from './faults.ts'
import { addressOf, listen, readBody, stop } from './http.ts'
import type { Reply } from './reply.ts'
import { acceptedPermissions, answerRest } from './rest.ts'
import { findRoute } from './routes.ts'
import { send } from './send.ts'
import { answerStorage } from './storage.ts'
import { createTokens, type TokenOptions } from './tokens.ts'

export interface RecordedRequest {
  readonly method: string
  /** Below the API's address, with the query. */
  readonly path: string
  /** `operationId` of REST, or `graphql`. */
  readonly operation: string | undefined
  /** Name of the GraphQL operation. */
  readonly query: string | undefined
  readonly body: unknown
  readonly status: number
  readonly actor: string | undefined
}

export interface Violation {
  readonly request: string
  readonly problems: readonly string[]
}

/** A GitHub on loopback, with its own addresses for REST, GraphQL and the web site, as an Enterprise Server has them. */
export interface StandIn {
  readonly world: World
  readonly apiUrl: string
  readonly graphqlUrl: string
  readonly serverUrl: string
  readonly requests: readonly RecordedRequest[]
  /** Requests and answers that break GitHub's published description, and requests it does not know. */
  readonly violations: readonly Violation[]
  readonly faults: FaultQueue
  /** What is left of the hour; tests set it. */
  readonly budgets: Budgets
  mintToken(options?: TokenOptions): string
  /** The violations so far, which `close` then no longer holds against the test. */
  takeViolations(): readonly Violation[]
  /** Stops. Throws when there were violations, or faults that no request met. */
  close(): Promise<void>
}

export async function startGitHub(world: World): Promise<StandIn> {
  const tokens = createTokens(world)
  const faults = createFaults()
  const budgets = createBudgets(world)
  const requests: RecordedRequest[] = []
  let violations: Violation[] = []

  const complain = (request: string) => (problems: readonly string[]) => {
    violations.push({ request, problems })
  }

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', world.site.serverUrl)
    const method = request.method ?? 'GET'
    const isGraphql = url.pathname === '/api/graphql'
    const path = url.pathname.replace(/^\/api\/v3(?=\/)/, '')
    const route = isGraphql ? undefined : findRoute(method, path)
    const operation = isGraphql ? 'graphql' : route?.route.operation.id
    const shown = `${path}${url.search}`
    const name = `${method} ${shown}`
    const body = await readBody(request)
    const query = isGraphql ? operationName(body) : undefined
    const fault = faults.take({ operation, method, path: shown, query })
    const found = tokens.find(request.headers.authorization)
    const actor = typeof found === 'string' ? undefined : found.actor

    const produce = (): Reply => {
      const early = fault === undefined ? undefined : faultReply(fault, isGraphql, budgets)
      if (early !== undefined) return early
      if (found === 'unknown') return failure(unstated.badCredentials.value)
      const budget = isGraphql ? budgets.graphql : budgets.core
      if (budget.remaining <= 0) return usedUp(isGraphql, budgets)
      if (isGraphql) {
        if (found === 'none') return failure(unstated.anonymousGraphql.value)
        const told = complain(`${name} ${query ?? ''}`.trim())
        return world.git.during(() => answerGraphql({ world, token: found, body, budget }, told))
      }
      if (route === undefined) {
        complain(name)(['the stand-in has no such operation; see test/github/README.md'])
        return { status: 500, body: { message: `The stand-in does not know ${name}.` } }
      }
      const { route: matched, parameters } = route
      const asked = { world, token: found, route: matched, parameters, url, body }
      return world.git.during(() => answerRest(asked, complain(name)))
    }

    const produced = produce()
    const text =
      produced.raw ?? (produced.body === undefined ? undefined : Buffer.from(JSON.stringify(produced.body)))
    const etag =
      method === 'GET' && produced.status === 200 && text !== undefined
        ? `W/"${createHash('sha256').update(text).digest('hex')}"`
        : undefined
    const isUnchanged = etag !== undefined && request.headers['if-none-match'] === etag
    if (!isGraphql && !isUnchanged && found !== 'unknown') budgets.core.remaining -= 1
    requests.push({
      method,
      path: shown,
      operation,
      query,
      body,
      status: isUnchanged ? 304 : produced.status,
      actor,
    })

    const headers: Record<string, string> = {
      'x-github-request-id': randomUUID(),
      'x-github-media-type': 'github.v3; format=json',
      ...budgetHeaders(isGraphql ? 'graphql' : 'core', isGraphql ? budgets.graphql : budgets.core),
      ...(route !== undefined && {
        'x-accepted-github-permissions': acceptedPermissions(route.route.operation.permissions),
      }),
      ...(etag !== undefined && { etag }),
      ...produced.headers,
    }
    await send(response, isUnchanged ? 304 : produced.status, headers, isUnchanged ? undefined : text, fault)
  }

  const api = await listen((request, response) => {
    answer(request, response).catch((error: unknown) => {
      const told = error instanceof Error ? (error.stack ?? error.message) : String(error)
      complain(`${request.method ?? ''} ${request.url ?? ''}`)([`the stand-in failed: ${told}`])
      response.writeHead(500, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ message: 'The stand-in failed.' }))
    })
  })
  const storage = await listen((request, response) => answerStorage(world, request, response))
  const serverUrl = addressOf(api)
  world.site = { serverUrl, apiUrl: `${serverUrl}/api/v3`, storageUrl: addressOf(storage) }

  const notify = (dispatch: World['dispatches'][number]) => {
    for (const listener of world.dispatchListeners) {
      Promise.resolve(listener(dispatch)).catch((error: unknown) => complain('onDispatch')([String(error)]))
    }
  }
  world.dispatched = (dispatch) => void setImmediate(notify, dispatch)

  return {
    world,
    apiUrl: world.site.apiUrl,
    graphqlUrl: `${serverUrl}/api/graphql`,
    serverUrl,
    requests,
    get violations() {
      return violations
    },
    faults,
    budgets,
    mintToken: (options = {}) => tokens.mint(options),
    takeViolations() {
      const taken = violations
      violations = []
      return taken
    },
    async close() {
      await Promise.all([stop(api), stop(storage)])
      const told = violations.map(({ request, problems }) => `${request}\n  ${problems.join('\n  ')}`)
      for (const { target, fault } of faults.pending) {
        told.push(`no request met the fault ${fault.kind} for ${JSON.stringify(target)}`)
      }
      if (told.length > 0) throw new Error(`The stand-in GitHub was used wrongly:\n${told.join('\n')}`)
    },
  }
}

function failure({ status, message }: { readonly status: number; readonly message: string }): Reply {
  return {
    status,
    body: { message, documentation_url: 'https://docs.github.com/rest', status: String(status) },
  }
}
