import { describe, expect, test } from '@jest/globals'
import { judgeWindow } from './judge-window.ts'
import { windowPolicy } from './policy.ts'
import { openClock } from './zone.ts'

/**
 * Hours of one zone with what they say at instants around the change of its clocks, read off a clock on the wall by hand. Each row:
 * the instant, what the wall shows, and whether the window is open for a minute.
 */
interface Table {
  readonly zone: string
  readonly allow: readonly string[]
  readonly deny?: readonly string[]
  readonly rows: readonly (readonly [instant: string, wall: string, open: boolean])[]
}

const tables: Readonly<Record<string, Table>> = {
  'New York, spring: 02:00 to 03:00 does not exist': {
    zone: 'America/New_York',
    allow: ['Sun 01:30-03:30'],
    rows: [
      ['2026-03-08T06:29:00Z', '2026-03-08 01:29', false],
      ['2026-03-08T06:30:00Z', '2026-03-08 01:30', true],
      ['2026-03-08T06:59:00Z', '2026-03-08 01:59', true],
      ['2026-03-08T07:00:00Z', '2026-03-08 03:00', true],
      ['2026-03-08T07:29:00Z', '2026-03-08 03:29', true],
      ['2026-03-08T07:30:00Z', '2026-03-08 03:30', false],
    ],
  },
  'New York, autumn: 01:00 to 02:00 comes twice': {
    zone: 'America/New_York',
    allow: ['Sun 01:30-02:30'],
    rows: [
      ['2026-11-01T05:29:00Z', '2026-11-01 01:29', false],
      ['2026-11-01T05:30:00Z', '2026-11-01 01:30', true],
      ['2026-11-01T06:00:00Z', '2026-11-01 01:00', false],
      ['2026-11-01T06:30:00Z', '2026-11-01 01:30', true],
      ['2026-11-01T07:29:00Z', '2026-11-01 02:29', true],
      ['2026-11-01T07:30:00Z', '2026-11-01 02:30', false],
    ],
  },
  'Paris, spring: a window over midnight into the gap': {
    zone: 'Europe/Paris',
    allow: ['Sat 22:00-03:30'],
    rows: [
      ['2026-03-28T20:59:00Z', '2026-03-28 21:59', false],
      ['2026-03-28T21:00:00Z', '2026-03-28 22:00', true],
      ['2026-03-29T00:59:00Z', '2026-03-29 01:59', true],
      ['2026-03-29T01:00:00Z', '2026-03-29 03:00', true],
      ['2026-03-29T01:30:00Z', '2026-03-29 03:30', false],
      ['2026-03-29T21:00:00Z', '2026-03-29 23:00', false],
    ],
  },
  'Paris, autumn: a window over midnight lasts an hour longer': {
    zone: 'Europe/Paris',
    allow: ['Sat 22:00-02:30'],
    rows: [
      ['2026-10-24T20:00:00Z', '2026-10-24 22:00', true],
      ['2026-10-25T00:29:00Z', '2026-10-25 02:29', true],
      ['2026-10-25T00:30:00Z', '2026-10-25 02:30', false],
      ['2026-10-25T01:00:00Z', '2026-10-25 02:00', true],
      ['2026-10-25T01:29:00Z', '2026-10-25 02:29', true],
      ['2026-10-25T01:30:00Z', '2026-10-25 02:30', false],
    ],
  },
  'London, spring: the gap begins at 01:00': {
    zone: 'Europe/London',
    allow: ['Sun 00:00-01:00'],
    rows: [
      ['2026-03-28T23:59:00Z', '2026-03-28 23:59', false],
      ['2026-03-29T00:00:00Z', '2026-03-29 00:00', true],
      ['2026-03-29T00:59:00Z', '2026-03-29 00:59', true],
      ['2026-03-29T01:00:00Z', '2026-03-29 02:00', false],
    ],
  },
  'London, autumn: 01:00 comes twice, and the day has 25 hours': {
    zone: 'Europe/London',
    allow: ['2026-10-25'],
    rows: [
      ['2026-10-24T22:59:00Z', '2026-10-24 23:59', false],
      ['2026-10-24T23:00:00Z', '2026-10-25 00:00', true],
      ['2026-10-25T00:30:00Z', '2026-10-25 01:30', true],
      ['2026-10-25T01:30:00Z', '2026-10-25 01:30', true],
      ['2026-10-25T23:59:00Z', '2026-10-25 23:59', true],
      ['2026-10-26T00:00:00Z', '2026-10-26 00:00', false],
    ],
  },
  'Kolkata: half an hour off, without a change': {
    zone: 'Asia/Kolkata',
    allow: ['Mon-Thu 09:30-16:00'],
    rows: [
      ['2026-03-09T03:59:00Z', '2026-03-09 09:29', false],
      ['2026-03-09T04:00:00Z', '2026-03-09 09:30', true],
      ['2026-03-09T10:29:00Z', '2026-03-09 15:59', true],
      ['2026-03-09T10:30:00Z', '2026-03-09 16:00', false],
      ['2026-03-12T18:30:00Z', '2026-03-13 00:00', false],
    ],
  },
  'Kathmandu: three quarters of an hour off': {
    zone: 'Asia/Kathmandu',
    allow: ['Sun 00:00-24:00'],
    rows: [
      ['2026-03-07T18:14:00Z', '2026-03-07 23:59', false],
      ['2026-03-07T18:15:00Z', '2026-03-08 00:00', true],
      ['2026-03-08T18:14:00Z', '2026-03-08 23:59', true],
      ['2026-03-08T18:15:00Z', '2026-03-09 00:00', false],
    ],
  },
  'Cairo, spring: the midnight of Friday does not exist': {
    zone: 'Africa/Cairo',
    allow: ['Fri'],
    deny: ['Fri 12:00-24:00'],
    rows: [
      ['2026-04-23T21:59:00Z', '2026-04-23 23:59', false],
      ['2026-04-23T22:00:00Z', '2026-04-24 01:00', true],
      ['2026-04-24T08:59:00Z', '2026-04-24 11:59', true],
      ['2026-04-24T09:00:00Z', '2026-04-24 12:00', false],
      ['2026-04-24T21:00:00Z', '2026-04-25 00:00', false],
    ],
  },
  'Cairo, autumn: the last hour of Thursday comes twice': {
    zone: 'Africa/Cairo',
    allow: ['Thu 23:00-24:00'],
    rows: [
      ['2026-10-29T19:59:00Z', '2026-10-29 22:59', false],
      ['2026-10-29T20:00:00Z', '2026-10-29 23:00', true],
      ['2026-10-29T20:59:00Z', '2026-10-29 23:59', true],
      ['2026-10-29T21:00:00Z', '2026-10-29 23:00', true],
      ['2026-10-29T21:59:00Z', '2026-10-29 23:59', true],
      ['2026-10-29T22:00:00Z', '2026-10-30 00:00', false],
    ],
  },
  'Beirut, spring: a window over a midnight that does not exist': {
    zone: 'Asia/Beirut',
    allow: ['Sat 23:00-01:30'],
    rows: [
      ['2026-03-28T20:59:00Z', '2026-03-28 22:59', false],
      ['2026-03-28T21:00:00Z', '2026-03-28 23:00', true],
      ['2026-03-28T21:59:00Z', '2026-03-28 23:59', true],
      ['2026-03-28T22:00:00Z', '2026-03-29 01:00', true],
      ['2026-03-28T22:29:00Z', '2026-03-29 01:29', true],
      ['2026-03-28T22:30:00Z', '2026-03-29 01:30', false],
    ],
  },
  'Beirut, autumn: midnight comes, and the hour before it again': {
    zone: 'Asia/Beirut',
    allow: ['Sat 23:30-00:30'],
    rows: [
      ['2026-10-24T20:30:00Z', '2026-10-24 23:30', true],
      ['2026-10-24T20:59:00Z', '2026-10-24 23:59', true],
      ['2026-10-24T21:00:00Z', '2026-10-24 23:00', false],
      ['2026-10-24T21:30:00Z', '2026-10-24 23:30', true],
      ['2026-10-24T22:29:00Z', '2026-10-25 00:29', true],
      ['2026-10-24T22:30:00Z', '2026-10-25 00:30', false],
    ],
  },
  'Lord Howe, spring: the clocks change by half an hour': {
    zone: 'Australia/Lord_Howe',
    allow: ['Sun 01:45-02:45'],
    rows: [
      ['2026-10-03T15:14:00Z', '2026-10-04 01:44', false],
      ['2026-10-03T15:15:00Z', '2026-10-04 01:45', true],
      ['2026-10-03T15:29:00Z', '2026-10-04 01:59', true],
      ['2026-10-03T15:30:00Z', '2026-10-04 02:30', true],
      ['2026-10-03T15:45:00Z', '2026-10-04 02:45', false],
    ],
  },
  'Lord Howe, autumn: half an hour comes twice': {
    zone: 'Australia/Lord_Howe',
    allow: ['Sun 01:45-02:00'],
    rows: [
      ['2026-04-04T14:45:00Z', '2026-04-05 01:45', true],
      ['2026-04-04T14:59:00Z', '2026-04-05 01:59', true],
      ['2026-04-04T15:00:00Z', '2026-04-05 01:30', false],
      ['2026-04-04T15:15:00Z', '2026-04-05 01:45', true],
      ['2026-04-04T15:30:00Z', '2026-04-05 02:00', false],
    ],
  },
  'Chatham, spring: three quarters off, and a gap at 02:45': {
    zone: 'Pacific/Chatham',
    allow: ['Sun 02:30-04:00'],
    rows: [
      ['2026-09-26T13:45:00Z', '2026-09-27 02:30', true],
      ['2026-09-26T13:59:00Z', '2026-09-27 02:44', true],
      ['2026-09-26T14:00:00Z', '2026-09-27 03:45', true],
      ['2026-09-26T14:15:00Z', '2026-09-27 04:00', false],
    ],
  },
  'Santiago, spring: the midnight of Sunday does not exist': {
    zone: 'America/Santiago',
    allow: ['Sun 00:00-02:00'],
    rows: [
      ['2026-09-06T03:59:00Z', '2026-09-05 23:59', false],
      ['2026-09-06T04:00:00Z', '2026-09-06 01:00', true],
      ['2026-09-06T04:59:00Z', '2026-09-06 01:59', true],
      ['2026-09-06T05:00:00Z', '2026-09-06 02:00', false],
    ],
  },
  'Kiritimati: a day ahead of UTC, over New Year': {
    zone: 'Pacific/Kiritimati',
    allow: ['00:00-24:00'],
    deny: ['12-24..01-02'],
    rows: [
      ['2026-12-23T09:59:00Z', '2026-12-23 23:59', true],
      ['2026-12-23T10:00:00Z', '2026-12-24 00:00', false],
      ['2026-12-31T10:00:00Z', '2027-01-01 00:00', false],
      ['2027-01-02T09:59:00Z', '2027-01-02 23:59', false],
      ['2027-01-02T10:00:00Z', '2027-01-03 00:00', true],
    ],
  },
  'a leap day, and a stretch over New Year': {
    zone: 'UTC',
    allow: ['02-29', '2027-12-31 22:00..2028-01-01 02:00'],
    rows: [
      ['2027-02-28T23:59:00Z', '2027-02-28 23:59', false],
      ['2027-03-01T00:00:00Z', '2027-03-01 00:00', false],
      ['2028-02-29T00:00:00Z', '2028-02-29 00:00', true],
      ['2028-02-29T23:59:00Z', '2028-02-29 23:59', true],
      ['2027-12-31T22:00:00Z', '2027-12-31 22:00', true],
      ['2028-01-01T01:59:00Z', '2028-01-01 01:59', true],
      ['2028-01-01T02:00:00Z', '2028-01-01 02:00', false],
    ],
  },
}

describe.each(Object.entries(tables))('%s', (_, { zone, allow, deny = [], rows }) => {
  const policy = windowPolicy.parse({ zone, allow, deny, watch: '1m' })
  const clock = openClock(zone)

  test.each(rows)('%s is %s there: %s', (instant, wall, open) => {
    const { day, minute } = clock.localAt(Date.parse(instant) / 60_000)
    expect(new Date((day * 1_440 + minute) * 60_000).toISOString().slice(0, 16).replace('T', ' ')).toBe(wall)
    expect(judgeWindow(policy, { production: true }, [], new Date(instant)).kind).toBe(
      open ? 'open' : 'closed',
    )
  })
})

describe('the default of production, wherever the clocks stand', () => {
  test.each([
    ['America/New_York', '2026-11-27T15:59:00Z', 'open'],
    ['America/New_York', '2026-11-27T16:01:00Z', 'closed'],
    ['Asia/Kolkata', '2026-11-27T05:30:00Z', 'open'],
    ['Asia/Kolkata', '2026-11-27T05:31:00Z', 'closed'],
    ['Pacific/Kiritimati', '2026-11-26T21:00:00Z', 'open'],
    ['Pacific/Kiritimati', '2026-11-26T22:00:00Z', 'closed'],
    ['Pacific/Pago_Pago', '2026-11-28T10:59:00Z', 'closed'],
    ['Pacific/Pago_Pago', '2026-11-30T11:00:00Z', 'open'],
  ])('%s at %s is %s', (zone, instant, expected) => {
    const state = judgeWindow(windowPolicy.parse({ zone }), { production: true }, [], new Date(instant))
    expect(state.kind).toBe(expected)
  })

  test('Friday noon on the day on which the clocks change in Cairo', () => {
    const policy = windowPolicy.parse({ zone: 'Africa/Cairo' })
    const at = (instant: string) => judgeWindow(policy, { production: true }, [], new Date(instant))
    // Twelve o'clock is eleven hours after a midnight that was skipped.
    expect(at('2026-04-24T08:00:00Z')).toMatchObject({ kind: 'open', lastStart: '2026-04-24T08:00:00.000Z' })
    expect(at('2026-04-24T08:01:00Z')).toMatchObject({
      kind: 'closed',
      nextOpenAt: '2026-04-26T21:00:00.000Z',
    })
  })
})
