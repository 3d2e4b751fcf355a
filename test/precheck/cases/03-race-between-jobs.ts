import { expect } from '@jest/globals'
import { addJob, completeWorkflowRun } from '../../github/index.ts'
import type { Case } from '../case.ts'

export const raceBetweenJobs: Case = {
  number: 3,
  title: 'the whole run counts, not the jobs that exist yet',
  sources: [
    'lewagon/wait-on-check-action#7',
    'lewagon/wait-on-check-action#53',
    'lewagon/wait-on-check-action#71',
  ],
  async play({ openPullRequest, runCi, judgePullRequest, world }) {
    openPullRequest()
    // `test` needs `lint`: it does not exist while lint is done and the next job is not created.
    const run = runCi({ jobs: [{ name: 'lint' }], status: 'in_progress' })
    const between = await judgePullRequest()
    expect([between.exit, between.told()]).toEqual([1, 'pending checks-pending'])
    expect(between.check().reason.message).toContain('the workflow ci.yml (pull_request) (in progress)')
    addJob(world, run, { name: 'test' })
    completeWorkflowRun(world, run, 'success')
    // A second workflow was created and has no job at all yet.
    const late = runCi({ workflow: 'e2e.yml', status: 'queued', jobs: [] })
    expect((await judgePullRequest()).told()).toBe('pending checks-pending')
    addJob(world, late, { name: 'e2e' })
    completeWorkflowRun(world, late, 'success')
    const done = await judgePullRequest()
    expect([done.exit, done.told()]).toEqual([0, 'pass green'])
  },
}
