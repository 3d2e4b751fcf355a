import { z } from 'zod'
import { found, type Operation } from '../server/operation.ts'
import { created } from '../server/reply.ts'
import { limitText } from '../server/text-limit.ts'
import { deploymentStatusShape } from '../shapes/deployment.ts'
import { unstated } from '../unstated.ts'
import { addDeploymentStatus, type Deployment } from '../world/deployments.ts'
import type { World } from '../world/world.ts'

const body = z.object({
  state: z.enum(['error', 'failure', 'inactive', 'in_progress', 'queued', 'pending', 'success']),
  target_url: z.string().default(''),
  log_url: z.string().default(''),
  description: z.string().default(''),
  environment_url: z.string().default(''),
  auto_inactive: z.boolean().default(true),
})

export const reposCreateDeploymentStatus: Operation = {
  id: 'repos/create-deployment-status',
  permissions: [{ deployments: 'write' }],
  isPublic: false,
  answer({ world, token, number, body: given }) {
    const deployment = found(world.deployments.find(({ id }) => id === number('deployment_id')))
    const request = body.parse(given)
    limitText('DeploymentStatus', 'description', request.description, unstated.statusLimits.value.description)
    if (request.state === 'success' && request.auto_inactive) retireOthers(world, deployment)
    const added = addDeploymentStatus(world, deployment, {
      state: request.state,
      description: request.description,
      logUrl: request.log_url || request.target_url,
      environmentUrl: request.environment_url,
      creator: token.actor,
    })
    return created(deploymentStatusShape(world, deployment, added))
  },
}

function retireOthers(world: World, succeeded: Deployment): void {
  const { sparesProduction } = unstated.autoInactive.value
  for (const other of world.deployments) {
    const isEarlier = other.id < succeeded.id && other.environment === succeeded.environment
    const isSpared = other.isTransient || (sparesProduction && other.isProduction)
    if (isEarlier && !isSpared && other.statuses.at(-1)?.state === 'success') {
      addDeploymentStatus(world, other, { state: 'inactive' })
    }
  }
}
