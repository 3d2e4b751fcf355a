import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const nameThatDiffers: Case = {
  number: 10,
  title: 'a required name that nothing emits comes with the names that are emitted',
  sources: [
    'lewagon/wait-on-check-action#34',
    'lewagon/wait-on-check-action#53',
    'HomericIntelligence/Mnemosyne#2876',
  ],
  async play({ openPullRequest, runCi, demand, judgePullRequest }) {
    demand('unit-tests')
    openPullRequest()
    // A reusable workflow reports "caller / callee", a matrix adds its values.
    runCi({ jobs: [{ name: 'lint' }, { name: 'call / unit-tests (24)' }] })
    const judged = await judgePullRequest()
    expect([judged.exit, judged.told()]).toEqual([1, 'fail required-missing'])
    expect(judged.check().reason.message).toContain('Close to "unit-tests": "call / unit-tests (24)"')
    expect(judged.check().next).toContain('correct the name where it is required')
  },
}
