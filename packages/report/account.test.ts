import { describe, expect, test } from '@jest/globals'
import type { Account, AccountSection } from './account.ts'
import { renderAccount } from './account-markdown.ts'
import { commentLimit, renderComment } from './comment.ts'
import { sampleCheck, sampleReport } from './sample-report.ts'
import { renderSummary, summaryLimit } from './summary.ts'

function section(title: string, rows: number, urgent = false): AccountSection {
  return {
    title,
    gist: 'gist',
    columns: ['a', 'b'],
    rows: Array.from({ length: rows }, (_, index) => [{ text: `row ${index}` }, { code: 'select 1' }]),
    listings: urgent ? [{ caption: 'Instead:', language: 'sql', text: 'select 2;\nselect 3;' }] : [],
    urgent,
  }
}

const account = (sections: readonly AccountSection[]): Account => ({
  heading: 'What will happen',
  introduction: 'Some words.',
  sections,
})

describe('renderAccount', () => {
  test('a short one is unfolded, with its tables and listings', () => {
    const text = renderAccount(account([section('a.sql', 2, true)]), 10_000)
    expect(text).toContain('<details open><summary><code>a.sql</code> gist</summary>')
    expect(text).toContain('| row 1 | `select 1` |')
    expect(text).toContain('Instead:\n\n```sql\nselect 2;\nselect 3;\n```')
  })

  test('a long one is folded', () => {
    expect(renderAccount(account([section('a.sql', 60, true)]), 10_000)).toContain('<details><summary>')
  })

  test('over the budget urgent parts are kept, in their order, and the rest is counted', () => {
    const many = Array.from({ length: 50 }, (_, index) => section(`${index}.sql`, 3, index % 10 === 9))
    const text = renderAccount(account(many), 3_000)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_000)
    const kept = [...text.matchAll(/<code>(\d+)\.sql/g)].map((match) => Number(match[1]))
    expect(kept).toEqual([...kept].sort((a, b) => a - b))
    for (const urgent of [9, 19, 29, 39, 49]) expect(kept).toContain(urgent)
    expect(text).toMatch(/… and \d+ more parts in the JSON report\.$/)
  })

  test('untrusted text stays text', () => {
    const hostile = {
      ...section('</code></details><img src=x>', 1),
      rows: [[{ text: '@all | [x](http://e.example) <script>' }, { code: '`|\u202e' }]],
      listings: [{ caption: '# [x](y)', language: 'sql"><b>', text: '```\n</details>\n::error::x' }],
    }
    const text = renderAccount(account([hostile]), 10_000)
    expect(text).not.toMatch(/<img|<script|<b>|\u202e|@all/)
    expect(text).toContain('\n````\n```\n</details>\n::error::x\n````')
  })

  test('a comment and a summary with a very long account stay within the limits', () => {
    const long = account(
      Array.from({ length: 400 }, (_, index) => section(`m/${index}.sql`, 40, index % 2 === 0)),
    )
    const report = sampleReport([sampleCheck({ account: long })])
    const comment = renderComment(report, 'listed')
    expect(comment.length).toBeLessThanOrEqual(commentLimit - 512)
    expect(comment).toContain('in the JSON report')
    expect(Buffer.byteLength(renderSummary(report))).toBeLessThanOrEqual(summaryLimit)
    // Findings are not pushed out by it.
    expect(comment).toContain('| 🛑 |')
  })
})
