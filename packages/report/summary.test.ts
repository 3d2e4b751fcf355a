import { describe, expect, test } from '@jest/globals'
import type { Check } from './check.ts'
import { commentLimit, renderComment } from './comment.ts'
import { sampleCheck, sampleFinding, sampleReport } from './sample-report.ts'
import { renderSummary, summaryLimit } from './summary.ts'

describe('renderSummary', () => {
  test('the first two lines say the verdict and what to do', () => {
    const [first, , second] = renderSummary(sampleReport()).split('\n')
    expect(first).toBe('## ❌ sample: no-go: failed “A check”')
    expect(second).toBe('**Next:** Do this next.')
  })

  test('what decides stands first, what does not apply last', () => {
    const titled = (title: string, status: Check['status'], level: Check['level'] = 'enforce') =>
      sampleCheck({ title, status, level, findings: [] })
    const report = sampleReport([
      titled('a', 'not-applicable'),
      titled('b', 'pass'),
      titled('c', 'fail', 'report'),
      titled('d', 'ask'),
      titled('e', 'unknown'),
      titled('f', 'fail'),
    ])
    const rows = [...renderSummary(report).matchAll(/^\| \S+ \| ([a-f])/gm)].map(([, title]) => title)
    expect(rows.join('')).toBe('fedcba')
  })

  test('a change that edits the policy is said to do so', () => {
    const edits = Array.from({ length: 7 }, (_, index) => ({
      key: `checks.a/b${index}`,
      before: 'enforce',
      after: '|off|',
      effect: 'loosened' as const,
    }))
    const report = sampleReport()
    const [, , , , line] = renderSummary({ ...report, policy: { ...report.policy, edits } }).split('\n')
    expect(line).toContain(
      '**This change edits the policy** and is not judged by it: `checks.a/b0` `enforce` →',
    )
    expect(line).toMatch(/\(loosened\) and 2 more\.$/)
  })

  test('a go with report-only problems says so in the first line', () => {
    const report = sampleReport([
      sampleCheck({ status: 'pass', findings: [] }),
      sampleCheck({ level: 'report' }),
    ])
    expect(renderSummary(report).split('\n')[0]).toContain('1 report-only check needs a look')
  })

  test('what was overridden is named in the first line and stands above what passed', () => {
    const report = sampleReport([
      sampleCheck({ status: 'pass', findings: [], title: 'Fine' }),
      sampleCheck({ status: 'overridden', findings: [], title: 'Overruled' }),
    ])
    const summary = renderSummary(report)
    expect(summary.split('\n')[0]).toContain('passed, but for the overridden “Overruled”')
    expect(summary.indexOf('| 🔓 | Overruled')).toBeLessThan(summary.indexOf('| ✅ | Fine'))
  })

  test('a go of which no enforced check had anything to do does not claim that one passed', () => {
    const report = sampleReport([
      sampleCheck({ status: 'not-applicable', findings: [] }),
      sampleCheck({ status: 'pass', level: 'report', findings: [] }),
    ])
    expect(renderSummary(report).split('\n')[0]).toContain('go: no enforced check has anything to do here')
  })

  test('each finding is one row: level, place, and the message with its remedy below', () => {
    const finding = sampleFinding({ message: 'It | leaks.', remedy: 'Rotate\nit.' })
    const text = renderSummary(sampleReport([sampleCheck({ findings: [finding] })]))
    const row = text.split('\n').find((line) => line.startsWith('| 🛑')) ?? ''
    expect(row).toMatch(/ It \\\| leaks\.<br>→ Rotate\S+it\. \|$/)
    expect(row.match(/(?<!\\)\|/g)).toHaveLength(4)
  })

  test('stays below the limit and counts what it cut', () => {
    const findings = Array.from({ length: 20_000 }, (_, index) =>
      sampleFinding({ fingerprint: `f${index}`, message: `é<>|${'x'.repeat(200)} ${index}` }),
    )
    const text = renderSummary(sampleReport([sampleCheck({ findings })]))
    expect(Buffer.byteLength(text)).toBeLessThan(summaryLimit)
    const rows = text.split('\n').filter((line) => line.startsWith('| 🛑')).length
    expect(rows).toBeGreaterThan(1_000)
    expect(text).toContain(`… and ${20_000 - rows} more findings`)
    expect(text).toContain('Operator 0.0.0')
  })

  test('a comment fits whatever the checks hold', () => {
    const checks = Array.from({ length: 30 }, (_, index) =>
      sampleCheck({
        id: 'sample/check',
        reason: { code: 'x', message: '`|<>&'.repeat(2_000) },
        findings: Array.from({ length: 100 }, (_, one) => sampleFinding({ fingerprint: `${index}.${one}` })),
      }),
    )
    expect(renderComment(sampleReport(checks), 'listed').length).toBeLessThan(commentLimit)
  })

  test('existing findings are only counted where strangers read', () => {
    const finding = sampleFinding({ state: 'existing', message: 'old hole' })
    const report = sampleReport([sampleCheck({ findings: [finding] })])
    expect(renderSummary(report, { limit: summaryLimit, existing: 'counted' })).not.toContain('old hole')
    expect(renderSummary(report, { limit: summaryLimit, existing: 'counted' })).toContain('1 existing')
    expect(renderSummary(report)).toContain('old hole')
  })

  test('hostile names stay inside their cell', () => {
    const finding = sampleFinding({ location: { path: 'a\n::error::`|<b>' }, message: '</details>\n# owned' })
    const text = renderSummary(sampleReport([sampleCheck({ findings: [finding] })]))
    expect(text).not.toMatch(/^::error::/m)
    expect(text).not.toMatch(/^# owned/m)
    expect(text.match(/<\/details>/g)).toHaveLength(1)
  })
})
