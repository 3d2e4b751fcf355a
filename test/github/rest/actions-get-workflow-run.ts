import { found, type Operation } from '../server/operation.ts'
import { ok } from '../server/reply.ts'
import { workflowRunShape } from '../shapes/workflow-run.ts'

export const actionsGetWorkflowRun: Operation = {
  id: 'actions/get-workflow-run',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer: ({ world, number }) =>
    ok(workflowRunShape(world, found(world.workflowRuns.find(({ id }) => id === number('run_id'))))),
}
