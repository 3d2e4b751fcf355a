import { resolve } from 'node:path'
import { connect, type GitHub } from '@operator/github'
import type { Policy } from '@operator/policy'
import type { z } from 'zod'
import type { ActionDefinition } from './action.ts'
import { readEvent } from './event.ts'
import type { BaseHint, EventContext } from './event-context.ts'
import { type CommonInputs, type Environment, isSecretInput, readActionInputs } from './inputs.ts'
import { lastDeployment } from './last-deployment.ts'
import { defaultsOnly, fetchPolicy, loadPolicy } from './load-policy.ts'
import { locate } from './locate.ts'
import { noteProgress } from './log.ts'
import { maskSecret } from './mask.ts'
import { assertNamed } from './named-places.ts'
import { resolveRange } from './range.ts'
import type { Request } from './request.ts'
import { readRunFacts } from './run-facts.ts'
import { UserError } from './user-error.ts'
import { version } from './version.ts'

/** Reads inputs, event, clone and policy. Throws `UserError` for what the workflow's author can mend. */
export async function readRequest<Shape extends z.ZodRawShape, Snapshot>(
  { action, checks, checksOf, inputs: shape, withoutRange }: ActionDefinition<Shape, Snapshot>,
  env: Environment,
): Promise<Request<Shape>> {
  maskInputs(env)
  const { common, inputs, given } = readActionInputs(shape, env)
  const token = common['github-token']
  const event = withCommit(readEvent(env, common.stage), common)
  const github = token === undefined ? undefined : connectFrom(env, token, event, common)
  const directory = resolve(env['GITHUB_WORKSPACE'] ?? '.', common['working-directory'])
  const located = await locate(directory, event)
  const isLocated = located.kind === 'located'
  const mayFetch = withoutRange !== undefined && event.name !== 'local' && !isLocated
  const isFetched = mayFetch && located.code === 'not-a-repository' && github !== undefined
  const { policy, effective, kept } = isLocated
    ? await loadPolicy(located, common.config)
    : isFetched
      ? await fetchPolicy(github, common.config)
      : defaultsOnly(common.config)
  if (isLocated || isFetched) assertNamed(common, policy)
  const sight = isLocated
    ? await resolveRange(located, event, await baseOf(event, common, policy, github))
    : located
  return {
    action,
    checks: checksOf?.(inputs) ?? checks,
    common,
    inputs,
    given,
    event,
    run: readRunFacts(event, env),
    directory,
    sight,
    policy,
    effectivePolicy: effective,
    keptPolicy: kept,
    github,
    now: new Date(),
    replayed: false,
    progress: noteProgress,
  }
}

/** A deployment is compared with what runs in its environment now, any other run with what its event names. */
async function baseOf(
  event: EventContext,
  { environment }: CommonInputs,
  { environments }: Policy,
  github: GitHub | undefined,
): Promise<BaseHint> {
  if (event.stage !== 'deploy' || environment === undefined) return event.base
  return lastDeployment(github, environment, {
    policy: environments[environment]?.deployments,
    defaultBranch: event.defaultBranch,
  })
}

/** Before anything else can fail and print a value. */
function maskInputs(env: Environment): void {
  for (const [name, value] of Object.entries(env)) {
    if (name.startsWith('INPUT_') && value && isSecretInput(name.toLowerCase())) maskSecret(value.trim())
  }
}

function withCommit(event: EventContext, { commit }: CommonInputs): EventContext {
  if (commit === undefined || commit === event.head) return event
  if (event.stage !== 'deploy' && event.stage !== 'local') {
    throw new UserError([
      {
        what: `a ${event.stage} is judged at its own commit.`,
        where: 'input commit',
        remedy: 'Leave it out, or set it for deployments only.',
      },
    ])
  }
  const base: BaseHint = { kind: 'empty-tree', meaning: 'the empty tree (no environment was named)' }
  return { ...event, head: commit, base: event.stage === 'local' ? event.base : base }
}

function connectFrom(env: Environment, token: string, event: EventContext, { intent }: CommonInputs): GitHub {
  const share = event.stage === 'pull-request' ? 0.3 : 0.1
  return connect({
    token,
    apiUrl: env['GITHUB_API_URL'] ?? 'https://api.github.com',
    graphqlUrl: env['GITHUB_GRAPHQL_URL'] ?? 'https://api.github.com/graphql',
    repository: { owner: event.repository.owner, name: event.repository.name },
    version,
    // A rollback is never held up.
    ...(intent !== 'rollback' && { stopAtRemaining: share }),
  })
}
