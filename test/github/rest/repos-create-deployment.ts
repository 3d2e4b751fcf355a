import { z } from 'zod'
import type { Operation } from '../server/operation.ts'
import { created, invalid, Refusal } from '../server/reply.ts'
import { deploymentShape } from '../shapes/deployment.ts'
import { latestCheckRuns, latestStatuses } from '../world/checks.ts'
import { addDeployment } from '../world/deployments.ts'
import type { World } from '../world/world.ts'

const body = z.object({
  ref: z.string(),
  task: z.string().default('deploy'),
  auto_merge: z.boolean().default(true),
  required_contexts: z.array(z.string()).nullish(),
  payload: z.union([z.record(z.string(), z.unknown()), z.string()]).default({}),
  environment: z.string().default('production'),
  description: z.string().nullish(),
  transient_environment: z.boolean().default(false),
  production_environment: z.boolean().optional(),
})

export const reposCreateDeployment: Operation = {
  id: 'repos/create-deployment',
  permissions: [{ deployments: 'write' }],
  isPublic: false,
  answer({ world, token, body: given }) {
    const request = body.parse(given)
    const sha = world.git.resolve(request.ref)
    if (sha === undefined) throw invalid(`No ref found for: ${request.ref}`)
    if (request.auto_merge && isBehindDefault(world, request.ref, sha)) {
      throw new Refusal(409, `Conflict merging ${world.repository.defaultBranch} into ${request.ref}.`)
    }
    const missing = unmetContexts(world, sha, request.required_contexts ?? undefined)
    if (missing.length > 0) {
      throw new Refusal(409, `Conflict: Commit status checks failed for ${request.ref}.`, [
        { resource: 'Deployment', field: 'required_contexts', code: 'invalid', message: missing.join(', ') },
      ])
    }
    const added = addDeployment(world, {
      ref: request.ref,
      environment: request.environment,
      task: request.task,
      payload: request.payload,
      isTransient: request.transient_environment,
      creator: token.actor,
      ...(request.production_environment !== undefined && { isProduction: request.production_environment }),
      ...(request.description != null && { description: request.description }),
    })
    return created(deploymentShape(world, added))
  },
}

/** GitHub would merge the default branch into a topic branch first; the stand-in makes no commits. */
function isBehindDefault(world: World, ref: string, sha: string): boolean {
  const main = world.git.resolve(`refs/heads/${world.repository.defaultBranch}`)
  return (
    main !== undefined &&
    world.git.resolve(`refs/heads/${ref}`) !== undefined &&
    !world.git.isAncestor(main, sha)
  )
}

/** Every status and check must have succeeded, or those that are named. */
function unmetContexts(
  world: World,
  sha: string,
  required: readonly string[] | undefined,
): readonly string[] {
  const contexts = new Map<string, boolean>([
    ...latestStatuses(world, sha).map(({ context, state }) => [context, state === 'success'] as const),
    ...latestCheckRuns(world, sha).map(({ name, conclusion }) => [name, conclusion === 'success'] as const),
  ])
  return (required ?? [...contexts.keys()]).filter((name) => contexts.get(name) !== true)
}
