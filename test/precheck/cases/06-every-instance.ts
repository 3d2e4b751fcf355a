import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const everyInstance: Case = {
  number: 6,
  title:
    'where GitHub may want every instance of a name green, it says so and sets a status that is overwritten',
  sources: ['kurone-kito/idd-skill#2013'],
  async play({ openPullRequest, runCi, demand, judgePullRequest, world }) {
    demand('test')
    openPullRequest()
    runCi({ jobs: [{ name: 'lint' }, { name: 'test', conclusion: 'cancelled' }] })
    runCi()
    const inputs = { 'commit-status': 'true' }
    const judged = await judgePullRequest({ inputs })
    expect([judged.exit, judged.told()]).toEqual([0, 'pass green'])
    expect(judged.check().evidence.map(({ fact }) => fact)).toContain(
      'test: GitHub itself may still count the older cancelled; run that one again if the merge stays blocked',
    )
    runCi({ jobs: [{ name: 'lint', conclusion: 'failure' }, { name: 'test' }] })
    expect((await judgePullRequest({ inputs })).exit).toBe(1)
    // One context, of which the last state counts; a check run would have become another instance.
    expect(world.statuses.map(({ context, state }) => [context, state])).toEqual([
      ['operator/precheck (default)', 'success'],
      ['operator/precheck (default)', 'failure'],
    ])
  },
}
