import { found, type Operation, page } from '../server/operation.ts'
import { deploymentStatusShape } from '../shapes/deployment.ts'

export const reposListDeploymentStatuses: Operation = {
  id: 'repos/list-deployment-statuses',
  permissions: [{ deployments: 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const deployment = found(world.deployments.find(({ id }) => id === call.number('deployment_id')))
    const statuses = deployment.statuses.toReversed()
    return page(call, statuses, (shown) =>
      shown.map((status) => deploymentStatusShape(world, deployment, status)),
    )
  },
}
