import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from '@jest/globals'
import Ajv from 'ajv'
import fc from 'fast-check'
import { marked, type Token } from 'marked'
import { z } from 'zod'
import { annotate } from './annotations.ts'
import { commentLimit, renderComment } from './comment.ts'
import { codeSpan, escapeMarkdown } from './markdown.ts'
import type { Report } from './report.ts'
import { sampleCheck, sampleFinding, sampleReport } from './sample-report.ts'
import { renderSarif } from './sarif.ts'
import { renderSummary } from './summary.ts'
import { renderTerminal } from './terminal.ts'
import { makeVisible } from './visible.ts'

/** What names, messages and titles of strangers are made of when they mean harm. */
const piece = fc.constantFrom(
  ...[
    '|',
    '`',
    '``',
    '\\',
    '\n',
    '\r\n',
    '\t',
    ' ',
    '*',
    '_',
    '~~',
    '[',
    ']',
    '(',
    ')',
    '!',
    '#',
    '> ',
    '- ',
    '1. ',
  ],
  ...[
    '<img src=x onerror=y>',
    '</details>',
    '<!-- ',
    ' -->',
    '&lt;',
    '&#64;',
    '@all',
    '@octo/team',
    '#1',
    'octo/shop#1',
  ],
  ...[
    'https://evil.example',
    'www.evil.example',
    'javascript:x',
    'a@evil.example',
    'GH-1',
    '$$x$$',
    '$`x`$',
    ':+1:',
  ],
  ...[
    '::error::',
    '::set-output name=allowed::true',
    '##[error]',
    '%0A',
    '\u001b[2J',
    '\u0000',
    '\u0085',
    '\u2028',
  ],
  ...[
    '\u202e',
    '\u2066',
    '\u200b',
    '\u00ad',
    '\ufeff',
    '\u{e0041}',
    '\ud800',
    '\udc00',
    'é',
    '⚠️',
    'text',
    '```',
    '---',
  ],
)
const hostile = fc.array(piece, { maxLength: 12 }).map((parts) => parts.join(''))

const hostileReport = fc.tuple(hostile, hostile, hostile, hostile, hostile).map(
  ([message, path, remedy, ruleId, fact]): Report => ({
    ...sampleReport([
      sampleCheck({
        reason: { code: 'sample', message },
        next: remedy,
        evidence: [{ fact, source: message }],
        findings: [sampleFinding({ message, remedy, ruleId: ruleId || 'x', location: { path, line: 1 } })],
      }),
    ]),
    headline: `Regressed: ${message}`,
    sources: [{ question: fact, source: path, answered: false }],
  }),
)

/** Every token of a Markdown text, nested ones too. */
function tokensOf(text: string): Token[] {
  const all: Token[] = []
  marked.walkTokens(marked.lexer(text, { gfm: true }), (token) => {
    all.push(token)
  })
  return all
}

const tableToken = z.object({ rows: z.array(z.array(z.object({ text: z.string() }))) })

/** The text of each cell below the header. */
function tableRows(token: Token): string[][] {
  return tableToken.parse(token).rows.map((row) => row.map(({ text }) => text))
}

const harmful = new Set<string>([
  'link',
  'image',
  'html',
  'heading',
  'blockquote',
  'hr',
  'code',
  'list',
  'strong',
  'em',
  'del',
  'def',
])

describe('escapeMarkdown', () => {
  test('nothing but text comes of any text', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const found = tokensOf(`word ${escapeMarkdown(text)}`).filter(({ type }) => harmful.has(type))
        expect(found).toEqual([])
      }),
    )
  })

  test('nobody is mentioned', () => {
    fc.assert(fc.property(hostile, (text) => expect(escapeMarkdown(text)).not.toMatch(/@[a-z0-9]/i)))
  })
})

describe('codeSpan', () => {
  test('is one code span with that very text, also in a table', () => {
    fc.assert(
      fc.property(
        hostile.filter((text) => text.trim() !== ''),
        (text) => {
          const rows = tokensOf(`| a | b |\n|---|---|\n| ${codeSpan(text)} | end |\n`)
          const spans = rows.filter(({ type }) => type === 'codespan')
          expect(spans).toHaveLength(1)
          expect(rows.filter(({ type }) => harmful.has(type))).toEqual([])
          const cells = rows.flatMap((token) => (token.type === 'table' ? tableRows(token) : []))
          expect(cells).toEqual([[expect.any(String), 'end']])
        },
      ),
    )
  })
})

describe('renderings of a hostile report', () => {
  test('summary and comment keep their form and hold no HTML but their own', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        for (const rendered of [renderSummary(report), renderComment(report, 'listed')]) {
          const tokens = tokensOf(rendered)
          // Between a finding's message and its remedy.
          const text = rendered.replaceAll('<br>→ ', '')
          expect(tokens.filter(({ type }) => type === 'heading')).toHaveLength(1)
          expect(tokens.filter(({ type }) => type === 'image' || type === 'link')).toEqual([])
          const tags = [...text.matchAll(/<\/?[a-z]+/gi)].filter(
            ([tag]) => !/^<\/?(details|summary|sub|code)$/.test(tag),
          )
          const outsideCode = tags.filter(({ index }) => !isInCode(text, index))
          expect(outsideCode).toEqual([])
          expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069\u0000-\u0009\u001b]/)
        }
      }),
    )
  })

  test('each line of the terminal’s text is one of ours', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const text = renderTerminal(report)
        expect(text.split('\n')).toHaveLength(6)
        expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/)
        expect(text).not.toMatch(/^\s*::/m)
      }),
    )
  })

  test('an annotation is two lines', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const [annotation] = annotate(report)
        expect(annotation?.message.split('\n')).toHaveLength(2)
      }),
    )
  })

  const schemaPath = createRequire(import.meta.url).resolve(
    '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
  )
  // Ajv knows no draft 4, of which this schema uses nothing that later drafts changed.
  const {
    $schema: _,
    id: __,
    ...schema
  } = z.looseObject({}).parse(JSON.parse(readFileSync(schemaPath, 'utf8')))
  const isSarif = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema)

  test('SARIF is valid by its own schema', () => {
    fc.assert(
      fc.property(hostileReport, (report) => {
        const log: unknown = JSON.parse(renderSarif(report))
        isSarif(log)
        expect(isSarif.errors ?? []).toEqual([])
      }),
    )
  })

  test('the schema would find a mistake', () => {
    expect(isSarif({ version: '2.1.0', runs: [{}] })).toBe(false)
  })

  test('huge texts stay within every limit', () => {
    const huge = '`|<&@\u202e'.repeat(200_000)
    const checks = Array.from({ length: 40 }, () =>
      sampleCheck({
        reason: { code: 'sample', message: huge },
        next: huge,
        evidence: [{ fact: huge, source: huge }],
        findings: [sampleFinding({ message: huge, remedy: huge, location: { path: huge } })],
      }),
    )
    const report = { ...sampleReport(checks), headline: huge }
    expect(renderComment(report, 'listed').length).toBeLessThan(commentLimit)
    expect(renderTerminal(report).length).toBeLessThan(300_000)
    for (const { message } of annotate(report)) expect(message.length).toBeLessThan(4_096 * 2)
  })
})

describe('makeVisible', () => {
  test('plain text in any script, accents and emoji stay', () => {
    for (const text of ['naïve café', '日本語', 'عربي', '⚠️ 👍']) expect(makeVisible(text)).toBe(text)
  })

  test('what is not seen is shown', () => {
    expect(makeVisible('a\u202eb\u{e0041}c\ud800')).toBe('a\\u202eb\\u{e0041}c\\ud800')
  })
})

function isInCode(text: string, index: number): boolean {
  const line = text.slice(text.lastIndexOf('\n', index) + 1, text.indexOf('\n', index))
  const column = index - text.lastIndexOf('\n', index) - 1
  for (const span of line.matchAll(/(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)/g)) {
    if (span.index <= column && column < span.index + span[0].length) return true
  }
  return false
}
