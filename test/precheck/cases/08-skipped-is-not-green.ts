import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const skippedIsNotGreen: Case = {
  number: 8,
  title: 'a skip counts only in a run that succeeded, and where it is not required or may be skipped',
  sources: [
    'chdsbd/kodiak#508',
    'chdsbd/kodiak#780',
    'chdsbd/kodiak#885',
    'nedbat/coveragepy#2286',
    'bitrix24/b24jssdk#415',
    'ohdearquant/khive#2807',
    'LeanerCloud/CUDly#1688',
  ],
  setting: { policy: ['precheck: { wait: 0s, optional-checks: [lint], may-be-skipped: [docs] }'] },
  async play({ openPullRequest, runCi, demand, judgePullRequest }) {
    openPullRequest()
    // lint may fail; test needed it, so GitHub skipped test and would call that a success.
    runCi({
      jobs: [
        { name: 'lint', conclusion: 'failure' },
        { name: 'test', conclusion: 'skipped' },
      ],
    })
    const never = await judgePullRequest()
    expect([never.exit, never.told()]).toEqual([1, 'fail skipped-after-failure'])
    runCi({ jobs: [{ name: 'lint' }, { name: 'test' }, { name: 'docs', conclusion: 'skipped' }] })
    const unneeded = await judgePullRequest()
    expect([unneeded.exit, unneeded.told()]).toEqual([0, 'pass green'])
    demand('test')
    runCi({
      workflow: 'ci.yml',
      event: 'push',
      jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'skipped' }],
    })
    const required = await judgePullRequest()
    expect([required.exit, required.told()]).toEqual([1, 'fail required-skipped'])
  },
}
