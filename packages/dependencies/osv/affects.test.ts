import { describe, expect, test } from '@jest/globals'
import { compareSemver } from '../versions/semver.ts'
import { findAffected, fixedVersions } from './affects.ts'
import { cvss3BaseScore } from './cvss3.ts'
import type { OsvRecord } from './record.ts'
import { severityOf } from './severity.ts'

function record(events: object[], extra: Partial<OsvRecord> = {}): OsvRecord {
  return {
    id: 'GHSA-test',
    affected: [{ package: { ecosystem: 'npm', name: 'a' }, ranges: [{ type: 'SEMVER', events }] }],
    ...extra,
  }
}
const hits = (one: OsvRecord, version: string) =>
  findAffected(one, { ecosystem: 'npm', name: 'a', version }, compareSemver) !== undefined

describe('findAffected', () => {
  test.each([
    [[{ introduced: '0' }], '0.0.1', true],
    [[{ introduced: '0' }, { fixed: '1.2.0' }], '1.1.9', true],
    [[{ introduced: '0' }, { fixed: '1.2.0' }], '1.2.0', false],
    [[{ introduced: '0' }, { fixed: '1.2.0' }], '1.2.0-rc.1', true],
    [[{ introduced: '1.0.0' }, { last_affected: '1.4.0' }], '1.4.0', true],
    [[{ introduced: '1.0.0' }, { last_affected: '1.4.0' }], '1.4.1', false],
    [
      [{ fixed: '1.2.0' }, { introduced: '2.0.0' }, { introduced: '1.0.0' }, { fixed: '2.1.0' }],
      '1.5.0',
      false,
    ],
    [
      [{ fixed: '1.2.0' }, { introduced: '2.0.0' }, { introduced: '1.0.0' }, { fixed: '2.1.0' }],
      '2.0.5',
      true,
    ],
    [[{ introduced: '0' }, { limit: '2.0.0' }], '2.0.0', false],
    [[{ introduced: '0' }, { limit: '*' }], '9.0.0', true],
  ])('%j and %s: %s', (events, version, expected) => {
    expect(hits(record(events), version)).toBe(expected)
  })

  test('another package, another ecosystem, a withdrawn record and commit ranges do not count', () => {
    const one = record([{ introduced: '0' }])
    expect(
      findAffected(one, { ecosystem: 'npm', name: 'A', version: '1.0.0' }, compareSemver),
    ).toBeUndefined()
    expect(
      findAffected(one, { ecosystem: 'PyPI', name: 'a', version: '1.0.0' }, compareSemver),
    ).toBeUndefined()
    expect(hits({ ...one, withdrawn: '2026-01-01T00:00:00Z' }, '1.0.0')).toBe(false)
    expect(
      hits(
        {
          id: 'x',
          affected: [
            {
              package: { ecosystem: 'npm', name: 'a' },
              ranges: [{ type: 'GIT', events: [{ introduced: '0' }] }],
            },
          ],
        },
        '1.0.0',
      ),
    ).toBe(false)
  })

  test('listed versions count without any range', () => {
    expect(
      hits(
        { id: 'x', affected: [{ package: { ecosystem: 'npm', name: 'a' }, versions: ['1.0.0'] }] },
        'v1.0.0',
      ),
    ).toBe(true)
  })

  test('the fixes above the version, smallest first', () => {
    const one = record([{ introduced: '0' }, { fixed: '1.2.0' }, { introduced: '2.0.0' }, { fixed: '2.1.0' }])
    const block = one.affected?.[0]
    expect(block && fixedVersions(block, '1.0.0', compareSemver)).toEqual(['1.2.0', '2.1.0'])
    expect(block && fixedVersions(block, '2.0.1', compareSemver)).toEqual(['2.1.0'])
  })
})

/** Scores that FIRST publishes beside these vectors in the specification's examples document. */
test.each([
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1],
  ['CVSS:3.0/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4],
  ['CVSS:3.1/AV:L/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 7.8],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10],
  ['CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0],
])('%s scores %d', (vector, score) => {
  expect(cvss3BaseScore(vector)).toBe(score)
})

describe('severityOf', () => {
  const level = (one: OsvRecord) => severityOf(one, one.affected?.[0] ?? {}).level

  test('the worst of label and vectors, whatever the type field says', () => {
    const severity = [{ type: 'CVSS_V4', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }]
    expect(level(record([], { severity, database_specific: { severity: 'LOW' } }))).toBe('critical')
    expect(level(record([], { database_specific: { severity: 'MODERATE' } }))).toBe('medium')
  })

  test('unscored is unknown, not mild; malicious is critical', () => {
    expect(level(record([]))).toBe('unknown')
    expect(level(record([], { id: 'MAL-2026-1' }))).toBe('critical')
  })
})
