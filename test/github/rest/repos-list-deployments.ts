import { type Operation, page } from '../server/operation.ts'
import { deploymentShape } from '../shapes/deployment.ts'

export const reposListDeployments: Operation = {
  id: 'repos/list-deployments',
  permissions: [{ deployments: 'read' }],
  isPublic: true,
  answer(call) {
    const { world, text } = call
    const [sha, ref, task, environment] = ['sha', 'ref', 'task', 'environment'].map(text)
    const wanted = (filter: string | undefined, value: string) =>
      filter === undefined || filter === 'none' || filter.toLowerCase() === value.toLowerCase()
    const deployments = world.deployments
      .filter(
        (deployment) =>
          wanted(sha, deployment.sha) &&
          wanted(ref, deployment.ref) &&
          wanted(task, deployment.task) &&
          wanted(environment, deployment.environment),
      )
      .toReversed()
    return page(call, deployments, (shown) => shown.map((deployment) => deploymentShape(world, deployment)))
  },
}
