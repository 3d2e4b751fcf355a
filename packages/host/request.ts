import { resolve } from 'node:path'
import { setSecret } from '@actions/core'
import { connect, type GitHub } from '@operator/github'
import type { Policy } from '@operator/policy'
import type { CheckDefinition, EffectivePolicy } from '@operator/report'
import type { z } from 'zod'
import { type BaseHint, type EventContext, readEvent } from './event.ts'
import { type CommonInputs, type Environment, type Inputs, readActionInputs } from './inputs.ts'
import { lastDeployment } from './last-deployment.ts'
import { loadPolicy } from './load-policy.ts'
import { resolveRange, type Sight } from './range.ts'
import { version } from './version.ts'

/** Everything read before anything is collected. */
export interface Request<Shape extends z.ZodRawShape> {
  readonly action: string
  readonly checks: readonly CheckDefinition[]
  readonly common: CommonInputs
  /** The action's own inputs. */
  readonly inputs: Inputs<Shape>
  readonly event: EventContext
  /** Absolute path of the repository. */
  readonly directory: string
  readonly sight: Sight
  readonly policy: Policy
  readonly effectivePolicy: EffectivePolicy
  /** Undefined without a token. */
  readonly github: GitHub | undefined
  readonly now: Date
}

/** A request whose head and base are in the clone. */
export interface SeenRequest<Shape extends z.ZodRawShape> extends Request<Shape> {
  readonly sight: Extract<Sight, { kind: 'seen' }>
}

export async function readRequest<Shape extends z.ZodRawShape>(
  action: string,
  shape: Shape,
  checks: readonly CheckDefinition[],
  env: Environment,
): Promise<Request<Shape>> {
  const { common, inputs } = readActionInputs(shape, env)
  const token = common['github-token']
  if (token !== undefined) setSecret(token)
  const event = readEvent(env, common.stage)
  const github = token === undefined ? undefined : connectFrom(env, token, event)
  const directory = resolve(env['GITHUB_WORKSPACE'] ?? '.', common['working-directory'])
  const environment = common.environment
  const fromDeployment = event.stage === 'deploy' && environment !== undefined
  const base: BaseHint = fromDeployment ? { kind: 'last-deployment' } : event.base
  const sight = await resolveRange(directory, { ...event, base }, () =>
    lastDeployment(github, environment ?? '', event),
  )
  const { policy, effective } = await loadPolicy(sight, common.config)
  return {
    action,
    checks,
    common,
    inputs,
    event,
    directory,
    sight,
    policy,
    effectivePolicy: effective,
    github,
    now: new Date(),
  }
}

function connectFrom(env: Environment, token: string, event: EventContext): GitHub {
  return connect({
    token,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql',
    repository: { owner: event.repository.owner, name: event.repository.name },
    version,
    stopAtRemaining: event.stage === 'pull-request' ? 0.3 : 0.1,
  })
}
