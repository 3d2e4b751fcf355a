import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const halfOfTheChecksAgain: Case = {
  number: 22,
  title: 'an edit that runs only half of the checks again does not turn the other half green',
  sources: ['AlexanderMattTurner/agent-glovebox#3176'],
  async play({ openPullRequest, runCi, judgePullRequest }) {
    openPullRequest()
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    // The title was edited: the workflow runs again and skips the tests.
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'skipped' }] })
    const skipped = await judgePullRequest()
    expect([skipped.exit, skipped.told()]).toEqual([1, 'fail checks-failed'])
    // Once more, and the job is not even in the run.
    runCi({ jobs: [{ name: 'lint' }] })
    const absent = await judgePullRequest()
    expect([absent.exit, absent.told()]).toEqual([1, 'fail checks-failed'])
    runCi()
    expect((await judgePullRequest()).exit).toBe(0)
  },
}
