import { expect } from '@jest/globals'
import { addJob, addWorkflowRun } from '../../github/index.ts'
import type { Case } from '../case.ts'

const release = `on: [pull_request]
permissions: {}
jobs:
  precheck:
    runs-on: ubuntu-24.04
    steps: [{ uses: org/operator/precheck@v1 }]
  deploy:
    needs: precheck
    runs-on: ubuntu-24.04
    steps: [{ run: ./deploy }]
  smoke:
    needs: [deploy]
    runs-on: ubuntu-24.04
    steps: [{ run: ./smoke }]
  scan:
    runs-on: ubuntu-24.04
    steps: [{ run: ./scan }]
`

export const waitsForItself: Case = {
  number: 9,
  title: 'it waits neither for itself nor for what needs it, and says what else is pending',
  sources: [
    'poseidon/wait-for-status-checks#303',
    'lewagon/wait-on-check-action#18',
    'WyriHaximus/github-action-wait-for-status#111',
  ],
  setting: { base: { '.github/workflows/operator.yml': release } },
  async play({ openPullRequest, runCi, judgePullRequest, world, head, base }) {
    openPullRequest()
    runCi()
    const own = addWorkflowRun(world, {
      workflow: 'operator.yml',
      event: 'pull_request',
      sha: head,
      branch: 'topic',
      status: 'in_progress',
      jobs: [
        { name: 'precheck', conclusion: null },
        { name: 'deploy', conclusion: null, status: 'queued' },
        { name: 'smoke', conclusion: null, status: 'queued' },
      ],
    })
    const options = {
      inputs: { 'check-run-id': String(own.jobs[0]?.id) },
      environment: { GITHUB_RUN_ID: String(own.id), GITHUB_JOB: 'precheck', GITHUB_WORKFLOW_SHA: base },
    }
    const before = await judgePullRequest(options)
    expect([before.exit, before.told()]).toEqual([1, 'pending checks-pending'])
    expect(before.check().reason.message).toBe('Not finished after 0 s: scan (not started).')
    addJob(world, own, { name: 'scan' })
    const after = await judgePullRequest(options)
    expect([after.exit, after.told()]).toEqual([0, 'pass green'])
    expect(after.check().evidence.map(({ fact }) => fact)).toContain(
      'left out: 3 checks of this job and of jobs that wait for it',
    )
  },
}
