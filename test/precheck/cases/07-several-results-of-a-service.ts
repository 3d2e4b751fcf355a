import { expect } from '@jest/globals'
import { addCheckRun } from '../../github/index.ts'
import type { Case } from '../case.ts'

export const severalResultsOfAService: Case = {
  number: 7,
  title: 'while one of several results of a service is open, it is pending, whatever the others say',
  sources: ['lewagon/wait-on-check-action#153', 'lewagon/wait-on-check-action#154'],
  async play({ openPullRequest, runCi, judgePullRequest, world, head }) {
    openPullRequest()
    runCi()
    const post = (conclusion: 'failure' | 'success' | null) =>
      addCheckRun(world, { sha: head, name: 'e2e', app: 'browser-cloud', conclusion })
    post('failure')
    const open = post(null)
    const waiting = await judgePullRequest()
    expect([waiting.exit, waiting.told()]).toEqual([1, 'pending checks-pending'])
    expect(waiting.check().reason.message).toContain('e2e (in progress)')
    Object.assign(open, { status: 'completed', conclusion: 'success' })
    const done = await judgePullRequest()
    expect([done.exit, done.told()]).toEqual([0, 'pass green'])
  },
}
