import { expect } from '@jest/globals'
import type { Case } from '../case.ts'
import { ci } from '../stage.ts'

export const sameJobName: Case = {
  number: 4,
  title: 'a failing job is not hidden by a job of the same name in another workflow',
  sources: [
    'koala73/worldmonitor#5842',
    'upsidr/merge-gatekeeper#60',
    'upsidr/merge-gatekeeper#91',
    'upsidr/merge-gatekeeper#96',
    'mmnto-ai/totem#2884',
  ],
  setting: { base: { '.github/workflows/other.yml': ci } },
  async play({ openPullRequest, runCi, demand, judgePullRequest }) {
    demand('test')
    openPullRequest()
    runCi({ workflow: 'other.yml', jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'failure' }] })
    runCi()
    const judged = await judgePullRequest()
    expect([judged.exit, judged.told()]).toEqual([1, 'fail checks-failed'])
    expect(judged.check().reason.message).toBe('test (other.yml, pull_request) says failure.')
  },
}
