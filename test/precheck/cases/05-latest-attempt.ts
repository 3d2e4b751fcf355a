import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const latestAttempt: Case = {
  number: 5,
  title: 'the latest attempt counts: an older failure and a cancelled twin do not, a newer failure does',
  sources: [
    'kserve/kserve#5792',
    'poseidon/wait-for-status-checks#383',
    'lewagon/wait-on-check-action v1.8.1',
    'Significant-Gravitas/AutoGPT#14078',
  ],
  async play({ openPullRequest, runCi, judgePullRequest }) {
    openPullRequest()
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'cancelled' }] })
    runCi()
    const newest = await judgePullRequest()
    expect([newest.exit, newest.told()]).toEqual([0, 'pass green'])
    expect(newest.check().evidence.map(({ fact }) => fact)).toContain(
      'test (ci.yml, pull_request): 2 older results superseded (cancelled, failure)',
    )
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    const failing = await judgePullRequest()
    expect([failing.exit, failing.told()]).toEqual([1, 'fail checks-failed'])
  },
}
