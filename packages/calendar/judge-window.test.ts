import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { readCalendar } from './freeze-calendar.ts'
import { judgeWindow, type WindowState } from './judge-window.ts'
import { windowPolicy } from './policy.ts'

const minute = 60_000
const production = { production: true }

function judge(policy: object, now: string, place = production): WindowState {
  return judgeWindow(windowPolicy.parse(policy), place, [], new Date(now))
}

describe('hours and the time of watching', () => {
  const paris = { zone: 'Europe/Paris', allow: ['Mon-Thu 09:00-16:30'] }

  test('a start is allowed up to the watching before the close, to the second', () => {
    expect(judge(paris, '2026-11-26T14:30:00Z')).toEqual({
      kind: 'open',
      lastStart: '2026-11-26T14:30:00.000Z',
    })
    expect(judge(paris, '2026-11-26T14:30:01Z')).toMatchObject({ kind: 'closed', code: 'closes-too-soon' })
    expect(judge(paris, '2026-11-26T14:31:00Z')).toEqual({
      kind: 'closed',
      code: 'closes-too-soon',
      message:
        'The window closes on Thu 2026-11-26 16:30 (Europe/Paris), before the 1h of watching would be over.',
      nextOpenAt: '2026-11-30T08:00:00.000Z',
    })
  })

  test('the beginning is included, the end is not', () => {
    expect(judge(paris, '2026-11-26T07:59:59.999Z')).toMatchObject({
      code: 'outside-hours',
      nextOpenAt: '2026-11-26T08:00:00.000Z',
    })
    expect(judge(paris, '2026-11-26T08:00:00Z').kind).toBe('open')
    expect(judge({ ...paris, watch: '1m' }, '2026-11-26T15:29:00Z').kind).toBe('open')
    expect(judge({ ...paris, watch: '1m' }, '2026-11-26T15:30:00Z').kind).toBe('closed')
  })

  test('deny wins over allow', () => {
    const policy = { ...paris, deny: ['2026-11-26 10:00-11:00'] }
    expect(judge(policy, '2026-11-26T09:30:00Z')).toMatchObject({
      code: 'denied',
      message: expect.stringContaining('2026-11-26 10:00-11:00'),
      nextOpenAt: '2026-11-26T10:00:00.000Z',
    })
    expect(judge(policy, '2026-11-26T08:30:00Z')).toMatchObject({ code: 'closes-too-soon' })
  })

  test('an opening shorter than the watching is none', () => {
    const policy = { zone: 'UTC', allow: ['Tue 09:00-09:30', 'Wed 10:00-12:00'] }
    expect(judge(policy, '2026-11-23T12:00:00Z')).toMatchObject({ nextOpenAt: '2026-11-25T10:00:00.000Z' })
  })

  test('hours over midnight belong to the day on which they begin', () => {
    const policy = { zone: 'UTC', allow: ['Fri 22:00-02:00'], watch: '10m' }
    expect(judge(policy, '2026-11-28T01:30:00Z')).toMatchObject({ kind: 'open' })
    expect(judge(policy, '2026-11-27T01:30:00Z')).toMatchObject({ kind: 'closed' })
  })

  test('dates over New Year', () => {
    const policy = { zone: 'UTC', deny: ['12-24..01-02'] }
    expect(judge(policy, '2026-12-28T12:00:00Z')).toMatchObject({
      code: 'denied',
      nextOpenAt: '2027-01-04T00:00:00.000Z',
    })
    expect(judge(policy, '2027-01-02T12:00:00Z')).toMatchObject({ code: 'denied' })
    expect(judge(policy, '2027-01-04T12:00:00Z')).toMatchObject({ kind: 'open' })
  })

  test('a window that never opens has no next opening', () => {
    expect(judge({ zone: 'UTC', allow: [] }, '2026-11-25T12:00:00Z')).toMatchObject({
      kind: 'closed',
      nextOpenAt: undefined,
    })
  })
})

describe('without hours', () => {
  test.each([
    ['2026-11-26T12:00:00Z', 'open'],
    ['2026-11-27T10:00:00Z', 'open'],
    ['2026-11-27T11:01:00Z', 'closes-too-soon'],
    ['2026-11-27T14:00:00Z', 'outside-hours'],
    ['2026-11-28T14:00:00Z', 'outside-hours'],
    ['2026-11-29T23:59:00Z', 'outside-hours'],
    ['2026-11-30T00:00:00Z', 'open'],
  ])('production is closed on Friday afternoon and at the weekend: %s is %s', (now, expected) => {
    const state = judge({ zone: 'UTC' }, now)
    expect(state.kind === 'closed' ? state.code : state.kind).toBe(expected)
  })

  test('elsewhere it is always open', () => {
    expect(judge({ zone: 'UTC' }, '2026-11-28T14:00:00Z', { production: false })).toEqual({
      kind: 'open',
      lastStart: undefined,
    })
  })
})

describe('days on which the clocks change', () => {
  test('both 01:30s in New York are 01:30', () => {
    const policy = { zone: 'America/New_York', allow: ['Sun 01:00-02:00'], watch: '1m' }
    for (const now of ['2026-11-01T05:30:00Z', '2026-11-01T06:30:00Z']) {
      expect(judge(policy, now)).toEqual({ kind: 'open', lastStart: '2026-11-01T06:59:00.000Z' })
    }
    expect(judge(policy, '2026-11-01T07:00:00Z').kind).toBe('closed')
  })

  test('a freeze on a day of 25 hours has 25 hours', () => {
    const policy = { zone: 'America/New_York', allow: ['00:00-24:00'], deny: ['Sat-Sun'], watch: '1m' }
    expect(judge(policy, '2026-11-02T04:59:00Z')).toMatchObject({
      code: 'denied',
      nextOpenAt: '2026-11-02T05:00:00.000Z',
    })
  })

  test('hours within a gap never come', () => {
    const policy = { zone: 'America/New_York', allow: ['2026-03-08 02:00-03:00'], watch: '1m' }
    expect(judge(policy, '2026-03-08T06:00:00Z')).toMatchObject({ kind: 'closed', nextOpenAt: undefined })
  })

  test('a midnight that does not exist', () => {
    const policy = { zone: 'Africa/Cairo', allow: ['Fri'], watch: '1m' }
    expect(judge(policy, '2026-04-23T21:00:00Z')).toMatchObject({ nextOpenAt: '2026-04-23T22:00:00.000Z' })
  })
})

/** What a person reads off a clock: formatted by Intl for every single minute. */
function readClock(zone: string) {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    hourCycle: 'h23',
    weekday: 'short',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  })
  return (instant: number) => {
    const parts = Object.fromEntries(format.formatToParts(instant).map(({ type, value }) => [type, value]))
    return {
      weekday: parts['weekday'] ?? '',
      date: `${parts['year']}-${parts['month']}-${parts['day']}`,
      time: `${parts['hour']}:${parts['minute']}`,
    }
  }
}

const zones = [
  'America/New_York',
  'Europe/Paris',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Africa/Cairo',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'America/Santiago',
  'Pacific/Apia',
]
const days = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 45, 59))
  .map(([hours, minutes]) => `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`)
const rule = fc
  .record({ days: fc.subarray(days, { minLength: 1 }), from: time, to: time })
  .filter(({ from, to }) => from !== to)
/** Within two days of the changes of 2026, where the zones above disagree most. */
const nearChange = fc
  .tuple(
    fc.constantFrom('2026-03-08', '2026-03-29', '2026-04-05', '2026-04-24', '2026-10-25', '2026-11-01'),
    fc.integer({ min: -2_880, max: 2_880 }),
  )
  .map(([date, offset]) => Date.parse(`${date}T02:00:00Z`) + offset * minute)

test('agrees with a clock read minute by minute', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.array(rule, { minLength: 1, maxLength: 3 }),
      fc.array(rule, { maxLength: 2 }),
      nearChange,
      fc.constantFrom(1, 30, 60, 90),
      (zone, allow, deny, now, watch) => {
        const clock = readClock(zone)
        const holds = (rules: typeof allow, instant: number) => {
          const { weekday, time: at } = clock(instant)
          const yesterday = days[(days.indexOf(weekday) + 6) % 7] ?? ''
          return rules.some(({ days: on, from, to }) =>
            from < to
              ? on.includes(weekday) && from <= at && at < to
              : (on.includes(weekday) && from <= at) || (on.includes(yesterday) && at < to),
          )
        }
        const horizon = 4 * 1_440
        const open = Array.from({ length: horizon + 200 }, (_, index) => {
          const instant = now + index * minute
          return holds(allow, instant) && !holds(deny, instant)
        })
        const startable = (index: number) => open.slice(index, index + watch).every(Boolean)
        const written = (rules: typeof allow) =>
          rules.map(({ days: on, from, to }) => `${on.join(',')} ${from}-${to}`)
        const state = judge(
          { zone, allow: written(allow), deny: written(deny), watch: `${watch}m` },
          new Date(now).toISOString(),
        )
        expect(state.kind).toBe(startable(0) ? 'open' : 'closed')
        const expected = Array.from({ length: horizon }, (_, index) => index).find(startable)
        if (state.kind === 'closed' && expected !== undefined) {
          expect(state.nextOpenAt).toBe(new Date(now + expected * minute).toISOString())
        }
        if (state.kind === 'open') {
          const last = Array.from({ length: horizon }, (_, index) => index).findIndex(
            (index) => !startable(index),
          )
          if (last > 0) expect(state.lastStart).toBe(new Date(now + (last - 1) * minute).toISOString())
        }
      },
    ),
    { numRuns: 60 },
  )
})

describe('freezes', () => {
  const ics = (...lines: string[]) =>
    ['BEGIN:VCALENDAR', 'VERSION:2.0', 'BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join(
      '\r\n',
    )
  const policy = windowPolicy.parse({
    zone: 'Europe/Paris',
    allow: ['00:00-24:00'],
    calendars: ['ops/freeze.ics'],
  })
  const read = (text: string | undefined, now: string) =>
    judgeWindow(
      policy,
      production,
      [readCalendar('ops/freeze.ics', text, 'Europe/Paris', new Date(now))],
      new Date(now),
    )

  test('an event is a freeze, named in the reason', () => {
    const text = ics('SUMMARY:Black Friday', 'DTSTART;VALUE=DATE:20261126', 'DTEND;VALUE=DATE:20261201')
    expect(read(text, '2026-11-27T12:00:00Z')).toEqual({
      kind: 'closed',
      code: 'freeze',
      message: 'It is Fri 2026-11-27 13:00 (Europe/Paris), and "Black Friday" in ops/freeze.ics is a freeze.',
      nextOpenAt: '2026-11-30T23:00:00.000Z',
    })
    expect(read(text, '2026-11-25T22:00:00Z')).toMatchObject({
      kind: 'open',
      lastStart: '2026-11-25T22:00:00.000Z',
    })
    expect(read(text, '2026-11-25T22:01:00Z')).toMatchObject({ code: 'closes-too-soon' })
  })

  test('a calendar that is missing or cannot be read is unknown', () => {
    expect(read(undefined, '2026-11-27T12:00:00Z')).toMatchObject({
      kind: 'unknown',
      code: 'calendar-missing',
    })
    expect(read('no calendar', '2026-11-27T12:00:00Z')).toMatchObject({ code: 'calendar-unreadable' })
    expect(judgeWindow(policy, production, [], new Date('2026-11-27T12:00:00Z'))).toMatchObject({
      code: 'calendar-missing',
    })
  })

  test('a calendar read for another time is unknown', () => {
    const calendar = readCalendar(
      'ops/freeze.ics',
      ics('DTSTART:20260101T000000Z'),
      'UTC',
      new Date('2026-01-01'),
    )
    expect(judgeWindow(policy, production, [calendar], new Date('2026-11-27'))).toMatchObject({
      kind: 'unknown',
    })
  })
})
