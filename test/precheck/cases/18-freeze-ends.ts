import { expect } from '@jest/globals'
import type { Case } from '../case.ts'

const freeze = [
  'BEGIN:VCALENDAR',
  'VERSION:2.0',
  'PRODID:-//shop//EN',
  'BEGIN:VEVENT',
  'UID:1',
  'SUMMARY:Holidays',
  'DTSTART;VALUE=DATE:20261224',
  'DTEND;VALUE=DATE:20270102',
  'END:VEVENT',
  'END:VCALENDAR',
  '',
].join('\r\n')

export const freezeEnds: Case = {
  number: 18,
  title: 'a freeze says when it ends, so that something can start again then',
  sources: ['argoproj/argo-cd#21692', 'gitlab-org/gitlab#24295'],
  setting: {
    enforced: ['deploy-window'],
    policy: [
      'environments:',
      '  production:',
      '    window: { zone: Europe/Paris, allow: ["Mon-Fri 09:00-17:00"], calendars: [ops/freeze.ics] }',
    ],
    base: { 'ops/freeze.ics': freeze },
  },
  async play({ runCi, judgeDeployment }) {
    runCi({ event: 'push', branch: 'main' })
    const frozen = await judgeDeployment({ at: '2026-12-29T10:00:00Z' })
    expect([frozen.exit, frozen.check('deploy-window').status]).toEqual([1, 'fail'])
    // The freeze ends on a Saturday; the window opens on Monday at nine in Paris.
    const opens = '2027-01-04T08:00:00.000Z'
    expect(frozen.result.outputs['next-open-at']).toBe(opens)
    expect(frozen.result.outputs['summary']).toContain(opens)
    const open = await judgeDeployment({ at: opens })
    expect([open.exit, open.check('deploy-window').status]).toEqual([0, 'pass'])
  },
}
