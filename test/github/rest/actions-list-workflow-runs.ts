import { found, type Operation } from '../server/operation.ts'
import { listRuns } from '../server/run-filter.ts'
import { findWorkflow } from '../world/workflow-runs.ts'

export const actionsListWorkflowRuns: Operation = {
  id: 'actions/list-workflow-runs',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const path = found(findWorkflow(world, call.text('workflow_id') ?? ''))
    return listRuns(
      call,
      world.workflowRuns.filter((run) => run.path === path),
    )
  },
}
