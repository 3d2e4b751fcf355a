import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const noStatusAtAll: Case = {
  number: 14,
  title: 'where GitHub answers null for a commit without checks, that is unknown: neither green nor a crash',
  sources: ['github/branch-deploy#113', 'github/branch-deploy#191'],
  async play({ judgeDeployment }) {
    const judged = await judgeDeployment()
    expect([judged.exit, judged.verdict, judged.told()]).toEqual([1, 'incomplete', 'unknown no-checks'])
    for (const gate of ['lint', 'tests', 'build']) expect(judged.told(gate)).toBe('unknown gate-missing')
  },
}
