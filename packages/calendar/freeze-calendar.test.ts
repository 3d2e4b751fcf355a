import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import ICAL from 'ical.js'
import { readCalendar } from './freeze-calendar.ts'

const now = new Date('2026-11-25T12:00:00Z')

function calendar(...events: readonly (readonly string[])[]): string {
  const body = events.flatMap((lines) => ['BEGIN:VEVENT', ...lines, 'END:VEVENT'])
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', ...body, 'END:VCALENDAR', ''].join('\r\n')
}

function freezes(text: string, zone = 'UTC'): string[] {
  const read = readCalendar('f.ics', text, zone, now)
  if (read.kind !== 'read') throw new Error(read.kind === 'unreadable' ? read.message : read.kind)
  const shown = (instant: number) => new Date(instant * 60_000).toISOString().slice(0, 16)
  return read.freezes.map(({ from, to }) => `${shown(from)} ${shown(to)}`)
}

function refusal(text: string): string {
  const read = readCalendar('f.ics', text, 'UTC', now)
  return read.kind === 'unreadable' ? read.message : `was ${read.kind}`
}

describe('times', () => {
  test('a whole day is a day of the window, whatever its length', () => {
    const text = calendar(['DTSTART;VALUE=DATE:20261201'])
    expect(freezes(text)).toEqual(['2026-12-01T00:00 2026-12-02T00:00'])
    expect(freezes(text, 'Asia/Kathmandu')).toEqual(['2026-11-30T18:15 2026-12-01T18:15'])
  })

  test('UTC, a named zone, a prefixed name and a floating time', () => {
    expect(freezes(calendar(['DTSTART:20261201T100000Z', 'DURATION:PT90M']))).toEqual([
      '2026-12-01T10:00 2026-12-01T11:30',
    ])
    const inParis = ['2026-12-01T09:00 2026-12-01T10:00']
    for (const parameter of [';TZID=Europe/Paris', ';TZID=/example.org/Europe/Paris']) {
      expect(
        freezes(calendar([`DTSTART${parameter}:20261201T100000`, `DTEND${parameter}:20261201T110000`])),
      ).toEqual(inParis)
    }
    expect(freezes(calendar(['DTSTART:20261201T100000', 'DTEND:20261201T110000']), 'Europe/Paris')).toEqual(
      inParis,
    )
    expect(
      freezes(calendar(['DTSTART;TZID=Europe/Paris:20261201T100000', 'DTEND:20261201T100000Z'])),
    ).toEqual(inParis)
  })

  test('an end within a minute freezes that minute', () => {
    expect(freezes(calendar(['DTSTART:20261201T100000Z', 'DTEND:20261201T235959Z']))).toEqual([
      '2026-12-01T10:00 2026-12-02T00:00',
    ])
  })

  test('an event marked as free time is a freeze too; a cancelled one is not', () => {
    expect(freezes(calendar(['DTSTART;VALUE=DATE:20261201', 'TRANSP:TRANSPARENT']))).toHaveLength(1)
    expect(freezes(calendar(['DTSTART;VALUE=DATE:20261201', 'STATUS:CANCELLED']))).toEqual([])
  })

  test('one that began long before lasts', () => {
    expect(freezes(calendar(['DTSTART;VALUE=DATE:20200101', 'DTEND;VALUE=DATE:20280101']))).toHaveLength(1)
  })
})

describe('repetition', () => {
  test('exceptions, additions and moved instances', () => {
    const series = [
      'UID:s',
      'DTSTART:20261201T100000Z',
      'DURATION:PT1H',
      'RRULE:FREQ=DAILY;COUNT=4',
      'EXDATE:20261202T100000Z',
      'RDATE:20261210T100000Z',
    ]
    const moved = ['UID:s', 'RECURRENCE-ID:20261203T100000Z', 'DTSTART:20261203T150000Z', 'DURATION:PT1H']
    expect(freezes(calendar(series, moved))).toEqual([
      '2026-12-01T10:00 2026-12-01T11:00',
      '2026-12-03T15:00 2026-12-03T16:00',
      '2026-12-04T10:00 2026-12-04T11:00',
      '2026-12-10T10:00 2026-12-10T11:00',
    ])
  })

  test('local time is kept when the clocks change', () => {
    const text = calendar([
      'DTSTART;TZID=America/New_York:20251001T090000',
      'DURATION:PT1H',
      'RRULE:FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=1',
    ])
    expect(freezes(text)).toEqual(['2026-12-01T14:00 2026-12-01T15:00'])
  })

  const day = fc.constantFrom('MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU')
  const list = <T>(item: fc.Arbitrary<T>) =>
    fc.uniqueArray(item, { minLength: 1, maxLength: 3 }).map((all) => all.join(','))
  const part = (name: string, value: fc.Arbitrary<string>) => value.map((text) => `;${name}=${text}`)
  const maybe = (arbitrary: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), arbitrary)
  const interval = part('INTERVAL', fc.integer({ min: 1, max: 4 }).map(String))
  const rules = fc.oneof(
    fc.tuple(fc.constant('FREQ=DAILY'), maybe(interval), maybe(part('BYDAY', list(day)))),
    fc.tuple(fc.constant('FREQ=WEEKLY'), maybe(interval), maybe(part('BYDAY', list(day)))),
    fc.tuple(
      fc.constant('FREQ=MONTHLY'),
      maybe(interval),
      fc.oneof(
        part('BYMONTHDAY', list(fc.integer({ min: 1, max: 28 }))),
        part(
          'BYDAY',
          fc.tuple(fc.constantFrom(1, 2, 3, 4, -1), day).map(([nth, name]) => `${nth}${name}`),
        ),
      ),
    ),
    fc.tuple(
      fc.constant('FREQ=YEARLY'),
      part('BYMONTH', list(fc.integer({ min: 1, max: 12 }))),
      maybe(part('BYMONTHDAY', list(fc.integer({ min: 1, max: 28 })))),
    ),
  )

  test('agrees with the iterator of ical.js on rules that it can follow', () => {
    let compared = 0
    fc.assert(
      fc.property(
        rules.map((parts) => parts.join('')),
        fc.integer({ min: 0, max: 700 }),
        maybe(part('COUNT', fc.integer({ min: 1, max: 400 }).map(String))),
        (rule, offset, count) => {
          const first = new Date(Date.UTC(2024, 10, 1 + offset)).toISOString().slice(0, 10)
          const iterator = ICAL.Recur.fromString(rule + count).iterator(ICAL.Time.fromDateString(first))
          const expected = new Set<string>()
          for (let next = iterator.next(); next !== null; next = iterator.next()) {
            const date = next.toString()
            if (date > '2027-02-28') break
            if (date >= '2026-11-24') expected.add(date)
          }
          // RFC 5545 leaves open what a beginning that the rule does not name means; ours freezes it beside the rest.
          const weekday = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][new Date(first).getUTCDay()] ?? ''
          const named = /FREQ=DAILY.*;BYDAY=(.*)$/.exec(rule)?.[1]?.includes(weekday) ?? true
          const iterated = ICAL.Recur.fromString(rule).iterator(ICAL.Time.fromDateString(first)).next()
          const begins = named && String(iterated) === first
          if (!begins) return
          compared += 1
          const found = freezes(
            calendar([`DTSTART;VALUE=DATE:${first.replaceAll('-', '')}`, `RRULE:${rule}${count}`]),
          )
            .map((span) => span.slice(0, 10))
            .filter((date) => date <= '2027-02-20')
          expect(found).toEqual([...expected].filter((date) => date <= '2027-02-20'))
        },
      ),
      { numRuns: 400 },
    )
    expect(compared).toBeGreaterThan(50)
  })

  test.each([
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', ['2026-11-30', '2026-12-31', '2027-01-29']],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', ['2026-11-30', '2026-12-31', '2027-01-31']],
    ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=SA', ['2027-02-13']],
    ['FREQ=YEARLY;BYDAY=-1FR;BYMONTH=11', ['2026-11-27']],
    ['FREQ=YEARLY;BYDAY=1MO', ['2027-01-04']],
    ['FREQ=WEEKLY;UNTIL=20261209', ['2026-11-25', '2026-12-02', '2026-12-09']],
  ])('%s', (rule, expected) => {
    const found = freezes(calendar(['DTSTART;VALUE=DATE:20251231', `RRULE:${rule}`]))
    expect(found.map((span) => span.slice(0, 10)).filter((date) => date < '2027-02-20')).toEqual(expected)
  })
})

describe('hostile calendars', () => {
  const start = 'DTSTART;VALUE=DATE:20200101'

  test.each([
    ['text', 'hello', 'cannot be evaluated'],
    ['nothing', '', 'holds no VCALENDAR'],
    ['a calendar that is cut off', calendar([start]).slice(0, -20), 'cut off'],
    ['a cut within an event', 'BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20261201T000000Z\r\n', 'cut off'],
    ['two calendars', calendar([start]) + calendar([start]), 'holds no VCALENDAR, or several'],
    [
      'an event within an event',
      calendar(['BEGIN:VEVENT', start, 'END:VEVENT', start]),
      'within other parts',
    ],
    ['a day that does not exist', calendar(['DTSTART;VALUE=DATE:20261340']), '2026-13-40'],
    ['an end before the beginning', calendar([start, 'DTEND;VALUE=DATE:20191231']), 'ends before it begins'],
    ['no beginning', calendar(['SUMMARY:x']), 'has no beginning'],
    [
      'an unknown zone',
      calendar(['DTSTART;TZID=W. Europe Standard Time:20261201T100000']),
      'W. Europe Standard Time',
    ],
    ['seconds', calendar([start, 'RRULE:FREQ=SECONDLY']), 'does not evaluate (FREQ)'],
    ['hours within days', calendar([start, 'RRULE:FREQ=DAILY;BYHOUR=1,2']), 'does not evaluate (BYHOUR)'],
    ['weeks of the year', calendar([start, 'RRULE:FREQ=YEARLY;BYWEEKNO=20']), 'does not evaluate (BYWEEKNO)'],
    ['periods', calendar([start, 'RDATE;VALUE=PERIOD:20261201T000000Z/PT1H']), 'is a period'],
    ['an exclusion rule', calendar([start, 'EXRULE:FREQ=DAILY']), 'EXRULE'],
    ['an endless duration', calendar([start, 'DURATION:PX']), 'duration that cannot be read'],
    ['ancient times', calendar(['DTSTART;VALUE=DATE:00010101', 'RRULE:FREQ=DAILY']), 'before 1970'],
    [
      'more freezes than any plan',
      calendar(...Array.from({ length: 12 }, () => [start, 'RRULE:FREQ=DAILY'])),
      '1000 freezes',
    ],
    [
      'more work than any plan',
      calendar(
        ...Array.from({ length: 400 }, () => ['DTSTART;VALUE=DATE:19700101', 'RRULE:FREQ=DAILY;COUNT=20000']),
      ),
      'repeat more often',
    ],
    ['more events than any plan', calendar(...Array.from({ length: 5_001 }, () => [start])), '5000 events'],
    ['more text than any plan', calendar([`SUMMARY:${'x'.repeat(1_100_000)}`, start]), 'larger than'],
    [
      'a nesting without end',
      `BEGIN:VCALENDAR\r\n${'BEGIN:X\r\n'.repeat(30_000)}END:VCALENDAR\r\n`,
      'cannot be evaluated',
    ],
  ])('%s is unreadable, never empty', (_, text, message) => {
    expect(refusal(text)).toContain(message)
  })

  test.each([
    'FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=MONTHLY;INTERVAL=12;BYDAY=5MO',
    'FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31',
  ])('a rule that never comes, %s, ends', (rule) => {
    const text = calendar(['DTSTART;VALUE=DATE:20200203', `RRULE:${rule}`])
    expect(freezes(text).length).toBeLessThan(3)
  })

  test('whatever the bytes, an answer and no exception', () => {
    const line = fc.oneof(
      fc.constantFrom(
        'BEGIN:VEVENT',
        'END:VEVENT',
        'BEGIN:VCALENDAR',
        'END:VCALENDAR',
        start,
        'DTEND:20270101T0Z',
        '__proto__:x',
      ),
      fc.string().map((text) => `RRULE:${text}`),
      fc.string().map((text) => `DTSTART;TZID=${text}:20261201T000000`),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
        const text = ['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'].join('\r\n')
        expect(['read', 'unreadable']).toContain(readCalendar('f.ics', text, 'UTC', now).kind)
      }),
      { numRuns: 500 },
    )
  })
})
