import { requestViolations, responseViolations } from '../contract.ts'
import { unstated } from '../unstated.ts'
import type { World } from '../world/world.ts'
import type { Call, Grant } from './operation.ts'
import { notFound, Refusal, type Reply, refusalReply } from './reply.ts'
import type { Route } from './routes.ts'
import { allows, scopes, type Token } from './tokens.ts'

export interface RestRequest {
  readonly world: World
  readonly token: Token | 'none'
  readonly route: Route
  readonly parameters: Readonly<Record<string, string>>
  readonly url: URL
  readonly body: unknown
}

/** Answers a request; what breaks GitHub's description, on either side, goes to `complain`. */
export function answerRest(request: RestRequest, complain: (problems: readonly string[]) => void): Reply {
  const { route, parameters, url, body } = request
  const wrong = requestViolations(route.contract, parameters, url.searchParams, body)
  if (wrong.length > 0) {
    complain(wrong.map((problem) => `request: ${problem}`))
    return { status: 500, body: { message: `The request breaks GitHub's description: ${wrong.join('; ')}` } }
  }
  const reply = work(request)
  const broken = reply.raw === undefined ? responseViolations(route.contract, reply.status, reply.body) : []
  if (broken.length > 0) {
    complain(broken.map((problem) => `response ${reply.status}: ${problem}`))
    return {
      status: 500,
      body: { message: `The stand-in's answer breaks GitHub's description: ${broken.join('; ')}` },
    }
  }
  return reply
}

function work(request: RestRequest): Reply {
  try {
    const token = authorise(request)
    return request.route.operation.answer(callOf(request, token))
  } catch (error) {
    if (error instanceof Refusal) return refusalReply(error)
    throw error
  }
}

const nobody: Token = { actor: '', app: null, permissions: new Map(), canSeeRepository: true }

function authorise({ world, token, route, parameters }: RestRequest): Token {
  const { owner, repo } = parameters
  const isOurs =
    owner === undefined ||
    (owner.toLowerCase() === world.repository.owner.toLowerCase() &&
      repo?.toLowerCase() === world.repository.name.toLowerCase())
  if (!isOurs) throw notFound()
  const isPublic = !world.repository.isPrivate
  if (token === 'none' ? !isPublic : !token.canSeeRepository && !isPublic) {
    const { status, message } = unstated.hiddenRepository.value
    throw new Refusal(status, message)
  }
  const bearer = token === 'none' ? nobody : token
  const { operation } = route
  if (isPublic && operation.isPublic) return bearer
  if (!operation.permissions.some((grant) => holds(bearer, grant))) {
    const { status, message } = unstated.missingPermission.value
    throw new Refusal(status, message)
  }
  return bearer
}

function holds(token: Token, grant: Grant): boolean {
  return scopes.every((scope) => {
    const access = grant[scope]
    return access === undefined || allows(token.permissions, scope, access)
  })
}

/** GitHub's header: alternatives apart by `;`, what is needed together by `,`. */
export function acceptedPermissions(grants: readonly Grant[]): string {
  return grants
    .map((grant) =>
      Object.entries(grant)
        .map(([scope, access]) => `${scope.replaceAll('-', '_')}=${access}`)
        .join(','),
    )
    .join('; ')
}

function callOf({ world, parameters, url, body }: RestRequest, token: Token): Call {
  const text = (name: string) => parameters[name] ?? url.searchParams.get(name) ?? undefined
  return { world, token, body, url, text, number: (name) => Number(text(name)) }
}
