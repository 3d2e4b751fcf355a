import { found, type Operation, page } from '../server/operation.ts'
import { jobShape } from '../shapes/workflow-run.ts'

export const actionsListJobsForWorkflowRun: Operation = {
  id: 'actions/list-jobs-for-workflow-run',
  permissions: [{ actions: 'read' }],
  isPublic: true,
  answer(call) {
    const { world } = call
    const run = found(world.workflowRuns.find(({ id }) => id === call.number('run_id')))
    const all = call.text('filter') === 'all'
    const jobs = run.jobs.filter(({ attempt }) => all || attempt === run.attempt)
    return page(call, jobs, (shown) => ({
      total_count: jobs.length,
      jobs: shown.map((job) => jobShape(world, run, job)),
    }))
  },
}
