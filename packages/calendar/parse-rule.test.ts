import { describe, expect, test } from '@jest/globals'
import { parseRule } from './parse-rule.ts'
import { windowPolicy } from './policy.ts'

describe('entries of allow and deny', () => {
  test.each([
    ['Mon-Thu 09:00-16:00', { on: { kind: 'weekly', days: [1, 2, 3, 4] }, from: 540, to: 960 }],
    ['fri,Sun  10:15-10:16', { on: { kind: 'weekly', days: [5, 7] }, from: 615, to: 616 }],
    ['Sat-Mon', { on: { kind: 'weekly', days: [1, 6, 7] }, from: 0, to: 1440 }],
    ['22:00-02:00', { on: { kind: 'weekly', days: [1, 2, 3, 4, 5, 6, 7] }, from: 1320, to: 1560 }],
    ['Fri 12:00-24:00', { on: { kind: 'weekly', days: [5] }, from: 720, to: 1440 }],
    ['2026-12-24', { on: { kind: 'dates', first: '2026-12-24', last: '2026-12-24' }, from: 0, to: 1440 }],
    [
      '2026-12-24..2027-01-02 08:00-09:00',
      { on: { kind: 'dates', first: '2026-12-24', last: '2027-01-02' } },
    ],
    ['12-24..01-02', { on: { kind: 'yearly', first: '12-24', last: '01-02' }, from: 0, to: 1440 }],
    ['02-29', { on: { kind: 'yearly', first: '02-29', last: '02-29' } }],
    [
      '2026-12-23 18:00..2027-01-02 09:00',
      { kind: 'stretch', from: '2026-12-23T18:00', to: '2027-01-02T09:00' },
    ],
  ])('%s', (text, rule) => {
    expect(parseRule(text)).toMatchObject({ ok: true, rule })
  })

  test.each([
    ['', 'expected "Mon-Thu 09:00-16:00"'],
    ['Mon-Xyz', 'expected "Mon-Thu 09:00-16:00"'],
    ['Mon-Tue-Wed', 'expected "Mon-Thu 09:00-16:00"'],
    ['Monday 09:00-16:00', 'expected "Mon-Thu 09:00-16:00"'],
    ['Mon 9-16', 'expected "Mon-Thu 09:00-16:00"'],
    ['Mon 09:00-09:00', 'it ends when it begins'],
    ['Mon 25:00-26:00', '25:00 is not a time of day'],
    ['Mon 09:60-10:00', '09:60 is not a time of day'],
    ['Mon 24:00-02:00', '24:00 can only be an end'],
    ['2026-02-30', 'there is no day 2026-02-30'],
    ['02-30', 'there is no day 02-30'],
    ['2027-01-02..2026-12-24', 'its last day is before its first'],
    ['2027-01-02 09:00..2027-01-02 09:00', 'it ends before it begins'],
    ['constructor 09:00-10:00', 'expected "Mon-Thu 09:00-16:00"'],
    ['__proto__', 'expected "Mon-Thu 09:00-16:00"'],
  ])('%j is malformed, and the message says how', (text, message) => {
    const parsed = parseRule(text)
    expect(parsed).toMatchObject({ ok: false, problem: expect.stringContaining(message) })
    expect(parsed).toMatchObject({ problem: expect.stringContaining(JSON.stringify(text)) })
  })
})

describe('the policy', () => {
  test('names the entry that is malformed and the zone that is unknown', () => {
    const result = windowPolicy.safeParse({
      zone: 'Europe/Berln',
      allow: ['Mon-Thu 09:00-16:00', 'Fry 09:00-12:00'],
      calendars: ['freeze.txt'],
      watch: '2d',
    })
    const problems = result.error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
    expect(problems).toEqual([
      'zone: not a time zone that this machine knows; expected an IANA name such as Europe/Paris',
      expect.stringContaining('allow.1: "Fry 09:00-12:00": expected'),
      'calendars.0: expected the path of an .ics file in the repository',
      'watch: expected at most 24h',
    ])
  })

  test('needs nothing but a zone', () => {
    expect(windowPolicy.parse({ zone: 'Asia/Kathmandu' })).toMatchObject({
      deny: [],
      calendars: [],
      watch: 3_600_000,
    })
    expect(windowPolicy.safeParse({ zone: '+02:00' }).success).toBe(false)
  })
})
