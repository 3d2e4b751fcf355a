import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const requiredNeverReported: Case = {
  number: 1,
  title: 'a required check that never reported blocks, however green the rest is',
  sources: [
    'github/branch-deploy#362',
    'deftai/directive#3234',
    'StefanMaron/BusinessCentral.AL.Runner#2882',
  ],
  async play({ openPullRequest, runCi, demand, judgePullRequest, world }) {
    demand('deploy-preview')
    openPullRequest()
    runCi()
    const absent = await judgePullRequest()
    expect([absent.exit, absent.told()]).toEqual([1, 'fail required-missing'])
    expect(absent.check().reason.message).toContain('Required by ruleset and never reported')
    world.branches.rulesets.length = 0
    const free = await judgePullRequest()
    expect([free.exit, free.told()]).toEqual([0, 'pass green'])
  },
}
