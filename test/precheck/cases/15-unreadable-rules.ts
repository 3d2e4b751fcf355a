import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const unreadableRules: Case = {
  number: 15,
  title: 'rules that this token may not read are unknown, not absent',
  sources: ['ossf/scorecard#1106', 'ossf/scorecard#1247', 'tya5/reyn#5489'],
  async play({ openPullRequest, runCi, judgePullRequest, github }) {
    openPullRequest()
    runCi()
    // Classic protection, then rulesets.
    for (const operation of ['repos/get-branch', 'repos/get-branch-rules']) {
      github.faults.add({ operation }, { kind: 'status', status: 403 })
      const refused = await judgePullRequest()
      expect([refused.exit, refused.verdict]).toEqual([1, 'incomplete'])
      expect(refused.told()).toBe('unknown forbidden')
    }
    const readable = await judgePullRequest()
    expect([readable.exit, readable.told()]).toEqual([0, 'pass green'])
  },
}
