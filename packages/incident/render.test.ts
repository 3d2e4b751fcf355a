import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { IncidentFacts } from './facts.ts'
import { incidentMarker } from './marker.ts'
import { owedSteps } from './owed.ts'
import { incidentBody, incidentTitle } from './render.ts'
import { type Impact, severities, severityOf } from './severity.ts'

const detectedAt = Date.UTC(2026, 7, 1, 12, 0)

const facts: IncidentFacts = {
  service: 'default',
  environment: 'production',
  deployment: 42,
  sha: 'b'.repeat(40),
  severity: 'P1',
  title: 'checkout is broken',
  impact: ['checkout: GET /checkout answered 500, expected below 400 (2 of 9 looks)'],
  detectedAt,
  timeline: [{ at: detectedAt, what: 'Regressed: checkout is broken.' }],
  recoveredAt: null,
  verifiedAt: null,
  next: 'Assess the impact; Operator is about to roll back.',
}

describe('severity', () => {
  const impact = (change: Partial<Impact>): Impact => ({
    brokenPaths: 0,
    watchedPaths: 3,
    errorRate: 0,
    errorRatio: 0,
    ...change,
  })

  test.each([
    ['P0', impact({ brokenPaths: 3 })],
    ['P0', impact({ errorRate: 0.2 })],
    ['P1', impact({ brokenPaths: 1 })],
    ['P1', impact({ errorRatio: 3, errorRate: 0.01 })],
    ['P2', impact({ errorRatio: 8, errorRate: 0.004 })],
    ['P2', impact({ errorRatio: 1.4, errorRate: 0.1 })],
    ['P3', impact({})],
  ] as const)('is %s for %j', (severity, given) => {
    expect(severityOf(given)).toBe(severity)
  })

  test('a larger impact is never less severe', () => {
    const measured = fc.record({
      brokenPaths: fc.integer({ min: 0, max: 2 }),
      watchedPaths: fc.constant(3),
      errorRate: fc.double({ min: 0, max: 1, noNaN: true }),
      errorRatio: fc.double({ min: 0, max: 50, noNaN: true }),
    })
    fc.assert(
      fc.property(
        measured,
        fc.integer({ min: 0, max: 1 }),
        fc.double({ min: 1, max: 3, noNaN: true }),
        (a, more, factor) => {
          const b = {
            ...a,
            brokenPaths: a.brokenPaths + more,
            errorRate: Math.min(1, a.errorRate * factor),
            errorRatio: a.errorRatio * factor,
          }
          expect(severities.indexOf(severityOf(b))).toBeLessThanOrEqual(severities.indexOf(severityOf(a)))
        },
      ),
    )
  })
})

describe('the clocks', () => {
  const minute = 60_000

  test('are the playbook’s, from the detection and from the recovery', () => {
    const due = (given: IncidentFacts) => owedSteps(given).map((step) => (step.due - detectedAt) / minute)
    expect(due(facts)).toEqual([5, 10, 30, 45, 24 * 60])
    expect(due({ ...facts, recoveredAt: detectedAt + 7 * minute })).toEqual([5, 10, 30, 22, 24 * 60])
  })

  test('only what the watch itself saw is done', () => {
    const done = (given: IncidentFacts) => owedSteps(given).map((step) => step.doneAt !== null)
    expect(done(facts)).toEqual([false, false, false, false, false])
    expect(done({ ...facts, recoveredAt: detectedAt + 1, verifiedAt: detectedAt + 2 })).toEqual([
      false,
      false,
      true,
      true,
      false,
    ])
  })
})

describe('the issue', () => {
  const body = (change: Partial<IncidentFacts> = {}, existing?: string) =>
    incidentBody(
      { ...facts, ...change },
      { owners: ['@org/on-call'], runUrl: 'https://github.com/o/r/actions/runs/1' },
      existing,
    )

  test('says how bad it is, what to do, what was measured, what is owed when', () => {
    expect(incidentTitle(facts)).toBe('P1: checkout is broken (default/production)')
    const lines = body().split('\n')
    expect(lines[0]).toBe(incidentMarker(facts))
    expect(lines).toContain('**P1: Major feature broken.** Response: within 1 hour. @org/on-call')
    expect(lines).toContain('- [ ] Assess impact by 2026-08-01 12:05 UTC')
    expect(lines).toContain('- [ ] Post-mortem by 2026-08-02 12:00 UTC')
    expect(lines).toContain(`- root cause: ${'b'.repeat(40)}`)
  })

  test('keeps what a person ticked', () => {
    const ticked = body().replace('- [ ] Assess impact', '- [x] Assess impact')
    const updated = body({ recoveredAt: detectedAt + 60_000 }, ticked.replace(/\n/g, '\r\n'))
    expect(updated).toContain('- [x] Assess impact by')
    expect(updated).toContain('- [ ] Communicate')
    expect(updated).toContain(
      '- [x] Rollback or hotfix by 2026-08-01 12:30 UTC, done 2026-08-01 12:01 UTC by the watch',
    )
  })

  test('what a server sent stays text', () => {
    const hostile =
      '</details>\n<img src=x onerror=alert(1)> @everyone | `x` [a](http://evil.example)\n### Owed'
    const text = body({ impact: [hostile], timeline: [{ at: detectedAt, what: hostile }], next: hostile })
    expect(text).not.toContain('<img')
    expect(text).not.toContain('</details>')
    expect(text).not.toMatch(/@everyone/)
    expect(text).not.toMatch(/\]\(http/)
    expect(text.match(/^### Owed$/gm)).toHaveLength(1)
    expect(incidentTitle({ ...facts, title: 'a\nb' })).not.toContain('\n')
  })

  test('an owner that is no login is not mentioned', () => {
    const text = incidentBody(facts, { owners: ['@org/on-call', 'mail me', '@a b'], runUrl: undefined })
    expect(text).toContain('@org/on-call')
    expect(text).not.toContain('mail me')
  })

  test('its marker cannot be closed by a name', () => {
    const marker = incidentMarker({ ...facts, environment: 'a --><script>' })
    expect(marker.match(/-->/g)).toHaveLength(1)
    expect(marker.endsWith(' -->')).toBe(true)
    expect(incidentMarker({ ...facts, deployment: null })).not.toBe(incidentMarker(facts))
  })

  test('an endless timeline is cut to what GitHub takes', () => {
    const timeline = Array.from({ length: 2_000 }, (_, index) => ({
      at: detectedAt,
      what: `step ${index} ${'x'.repeat(200)}`,
    }))
    expect(body({ timeline }).length).toBeLessThanOrEqual(60_000)
  })
})
