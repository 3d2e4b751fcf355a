import { found, type Operation, page } from '../server/operation.ts'
import { artifactShape } from '../shapes/workflow-run.ts'

export const actionsListWorkflowRunArtifacts: Operation = {
  id: 'actions/list-workflow-run-artifacts',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const run = found(world.workflowRuns.find(({ id }) => id === call.number('run_id')))
    const name = call.text('name')
    const artifacts = world.artifacts.filter(
      (artifact) => artifact.run === run.id && (name === undefined || artifact.name === name),
    )
    return page(call, artifacts, (shown) => ({
      total_count: artifacts.length,
      artifacts: shown.map((artifact) => artifactShape(world, run, artifact)),
    }))
  },
}
