import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { plainEnvironmentShape } from '../shapes/deployment.ts'
import { personShape } from '../shapes/person.ts'
import { environmentOf } from '../world/deployments.ts'

export const actionsGetReviewsForRun: Operation = {
  id: 'actions/get-reviews-for-run',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer({ world, number }) {
    const run = found(world.workflowRuns.find(({ id }) => id === number('run_id')))
    return ok(
      run.approvals.map(({ environment, state, user, comment }) => ({
        environments: [plainEnvironmentShape(world, found(environmentOf(world, environment)))],
        state,
        user: personShape(world, user),
        comment,
      })),
    )
  },
}
