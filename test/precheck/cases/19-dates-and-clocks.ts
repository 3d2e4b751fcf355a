import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

export const datesAndClocks: Case = {
  number: 19,
  title: 'single dates can be closed, and a weekend is closed to its last hour where clocks change in it',
  sources: [
    'gitlab-org/gitlab#247110',
    'argoproj/argo-cd#3204',
    'argoproj/argo-cd#3831',
    'argoproj/argo-cd#5590',
    'OctopusDeploy/Issues#9173',
  ],
  setting: {
    enforced: ['deploy-window'],
    policy: [
      'environments:',
      '  production:',
      '    window: { zone: America/New_York, allow: ["Mon-Sun"], deny: ["Sat-Sun", "2026-11-26"] }',
    ],
  },
  async play({ runCi, judgeDeployment }) {
    runCi({ event: 'push', branch: 'main' })
    const at = async (time: string) => {
      const judged = await judgeDeployment({ at: time })
      return [judged.exit, judged.check('deploy-window').status]
    }
    // Sunday 23:30: "Saturday 00:00 and 48 hours" would have ended at 23:00, for the day has 25 hours.
    expect(await at('2026-11-02T04:30:00Z')).toEqual([1, 'fail'])
    expect(await at('2026-11-02T05:00:00Z')).toEqual([0, 'pass'])
    expect(await at('2026-11-26T15:00:00Z')).toEqual([1, 'fail'])
  },
}
