import { describe, expect, test } from '@jest/globals'
import { readCalendar } from '@operator/calendar'
import { unreadBecause } from '../fact.ts'
import { sampleRules, sampleSubject } from '../sample.ts'
import type { SubjectFacts } from '../subject.ts'
import { evaluateDeployWindow } from './deploy-window.ts'

const paris = { zone: 'Europe/Paris' }
const judge = (
  window: object | undefined,
  now: string,
  subject: Partial<SubjectFacts> = {},
  calendars: Parameters<typeof evaluateDeployWindow>[0] = [],
) => {
  const environments = {
    production: window === undefined ? {} : { window: { ...paris, ...window } },
    staging: { window: paris },
  }
  const result = evaluateDeployWindow(
    calendars,
    sampleSubject(subject),
    sampleRules({ environments }),
    new Date(now),
  )
  return { ...result, told: `${result.outcome.status} ${result.outcome.reason.code}` }
}

describe('deploy-window', () => {
  test('open within its hours, and says until when a start is possible', () => {
    const open = judge({ allow: ['Mon-Thu 09:00-16:00'] }, '2026-11-25T09:00:00Z')
    expect(open.told).toBe('pass open')
    expect(open.holdsUntil).toBe('2026-11-25T14:00:00.000Z')
  })

  test('closed outside of them, with the time when it opens', () => {
    const closed = judge({ allow: ['Mon-Thu 09:00-16:00'] }, '2026-11-25T17:00:00Z')
    expect(closed.told).toBe('fail outside-hours')
    expect(closed.nextOpenAt).toBe('2026-11-26T08:00:00.000Z')
    expect(closed.outcome.next).toContain('2026-11-26T08:00:00.000Z')
  })

  test('Friday afternoon and the weekend are closed in production where a zone is all that is said', () => {
    expect(judge({}, '2026-11-27T14:00:00Z').told).toMatch(/^fail/)
    expect(judge({}, '2026-11-28T10:00:00Z').told).toMatch(/^fail/)
    expect(judge({}, '2026-11-26T14:00:00Z').told).toBe('pass open')
    expect(judge({}, '2026-11-27T14:00:00Z', { environment: 'staging' }).told).toBe('pass open')
  })

  test('it must stay open for the hour of watching', () => {
    expect(judge({ allow: ['Mon-Thu 09:00-16:00'] }, '2026-11-25T14:00:00Z').told).toBe('pass open')
    expect(judge({ allow: ['Mon-Thu 09:00-16:00'] }, '2026-11-25T14:01:00Z').told).toBe(
      'fail closes-too-soon',
    )
  })

  test('a freeze calendar that is missing is unknown', () => {
    const now = '2026-11-25T10:00:00Z'
    const window = { calendars: ['ops/freeze.ics'] }
    expect(judge(window, now).told).toBe('unknown calendar-missing')
    const missing = readCalendar('ops/freeze.ics', undefined, 'Europe/Paris', new Date(now))
    expect(judge(window, now, {}, [missing]).told).toBe('unknown calendar-missing')
  })

  test('says whether it is a low-traffic hour, and decides nothing by it', () => {
    const { outcome } = evaluateDeployWindow(
      [],
      sampleSubject(),
      sampleRules({ environments: { production: { window: { ...paris, traffic: 'requests' } } } }),
      new Date('2026-11-26T14:00:00Z'),
      unreadBecause('traffic-unread', 'Prometheus answered 503.'),
    )
    expect(outcome.status).toBe('pass')
    expect(outcome.reason.message).toContain('not known: Prometheus answered 503.')
  })

  test('nothing configured does not apply', () => {
    expect(judge(undefined, '2026-11-27T14:00:00Z').told).toBe('not-applicable no-window')
    expect(judge({}, '2026-11-27T14:00:00Z', { environment: 'other' }).told).toBe('not-applicable no-window')
  })
})
