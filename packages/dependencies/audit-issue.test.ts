import { describe, expect, test } from '@jest/globals'
import { renderAuditIssue } from './audit-issue.ts'
import type { DependenciesSnapshot, Vulnerability } from './snapshot.ts'

function vulnerable(name: string, fields: Partial<Vulnerability> = {}): Vulnerability {
  return {
    ids: ['GHSA-aaaa-bbbb-cccc', 'CVE-2026-1'],
    summary: 'Something bad',
    severity: 'high',
    malicious: false,
    fixed: '2.0.0',
    manifest: 'package-lock.json',
    package: { ecosystem: 'npm', name, version: '1.0.0', line: 3, scope: 'runtime', path: ['a', name] },
    ...fields,
  }
}
function snapshot(...vulnerabilities: readonly Vulnerability[]): DependenciesSnapshot {
  return {
    head: { vulnerabilities, problems: [] },
    base: { vulnerabilities: [], problems: [] },
    lockfiles: [{ path: 'package-lock.json', packages: 3 }],
    unread: [],
    full: true,
    changed: true,
    ignored: [],
    private: { count: 0, undeclared: [] },
    source: { url: 'https://osv.example', answered: true, detail: '1 advisory', queries: 3 },
  }
}
const none = () => undefined

describe('renderAuditIssue', () => {
  test('one section per lockfile, one row per package version, the worst first', () => {
    const { title, body, open } = renderAuditIssue(
      snapshot(
        vulnerable('mild', { severity: 'low', ids: ['CVE-2026-3'] }),
        vulnerable('bad'),
        vulnerable('bad', { ids: ['GHSA-dddd-eeee-ffff'], severity: 'critical' }),
        vulnerable('other', { manifest: 'app/yarn.lock' }),
      ),
      none,
    )
    expect(title).toBe('Dependency audit: 3 vulnerable packages, worst critical')
    expect(open).toBe(true)
    const rows = body.split('\n').filter((line) => /^\| (?!severity|---)/.test(line))
    expect(
      rows.map((row) =>
        row
          .split('|')[2]
          ?.trim()
          .replace(/<br>.*/, ''),
      ),
    ).toEqual(['`bad 1.0.0`', '`mild 1.0.0`', '`other 1.0.0`'])
    expect(rows[0]).toContain('GHSA-dddd-eeee-ffff')
    expect(rows[0]).toContain('GHSA-aaaa-bbbb-cccc')
    expect(body.match(/^### /gm)).toHaveLength(2)
    expect(body).toContain('yarn upgrade other')
  })

  test('the order of the advisories does not change a letter', () => {
    const all = [vulnerable('a'), vulnerable('b', { severity: 'low' }), vulnerable('c', { malicious: true })]
    expect(renderAuditIssue(snapshot(...all), none)).toEqual(
      renderAuditIssue(snapshot(...all.toReversed()), none),
    )
  })

  test('nothing, or nothing that is not accepted, closes it', () => {
    expect(renderAuditIssue(snapshot(), none)).toMatchObject({ open: false })
    const accepted = renderAuditIssue(snapshot(vulnerable('bad')), () => '2027-01-31')
    expect(accepted.open).toBe(false)
    expect(accepted.body).toContain('### Accepted by the policy')
    expect(accepted.body).toContain('until 2027-01-31')
  })

  test('malware comes before everything', () => {
    const { title, body } = renderAuditIssue(
      snapshot(vulnerable('bad', { severity: 'critical' }), vulnerable('evil', { malicious: true })),
      none,
    )
    expect(title).toContain('1 malicious')
    expect(body.indexOf('evil')).toBeLessThan(body.indexOf('`bad'))
  })

  test('names and texts from outside stay text', () => {
    const hostile = '\n| x | </table> <!-- operator:x --> [a](b) @mona ::error::x `code`'
    const { body } = renderAuditIssue(
      snapshot(
        vulnerable(hostile, {
          summary: hostile,
          manifest: `a\n${hostile}/package-lock.json`,
          ids: [hostile],
        }),
      ),
      none,
    )
    // Within a code span everything is literal.
    const prose = body.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '')
    expect(prose).not.toMatch(/<\/table>|<!--|@mona|[^\\]\]\(b/)
    expect(prose).toContain('&lt;/table&gt;')
    expect(body.split('\n').filter((line) => line.startsWith('|'))).toHaveLength(3)
  })

  test('stays below GitHub’s limit and says how much was cut', () => {
    const many = Array.from({ length: 2_000 }, (_, index) => vulnerable(`package-${index}`))
    const { body } = renderAuditIssue(snapshot(...many), none)
    expect(body.length).toBeLessThan(65_536)
    const shown = body.split('\n').filter((line) => line.startsWith('| high')).length
    expect(body).toContain(`… and ${2_000 - shown} more`)
  })
})
