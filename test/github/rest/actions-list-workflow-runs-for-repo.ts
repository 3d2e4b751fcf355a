import type { Operation } from '../server/operation.ts'
import { listRuns } from '../server/run-filter.ts'

export const actionsListWorkflowRunsForRepo: Operation = {
  id: 'actions/list-workflow-runs-for-repo',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer: (call) => listRuns(call, call.world.workflowRuns),
}
