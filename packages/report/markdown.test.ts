import { describe, expect, test } from '@jest/globals'
import { codeSpan, escapeMarkdown } from './markdown.ts'

describe('escapeMarkdown', () => {
  test.each([
    ['<img src=x onerror=alert(1)>', '<'],
    ['<script>', '<script'],
    ['](https://evil.example)', ']('],
    ['a\n| x | y |', '\n'],
    ['@everyone', '@everyone'],
    ['https://evil.example/', 'https://'],
    ['www.evil.example', 'www.evil'],
    ['![x](y)', '!['],
    ['\u202egnp.exe', '\u202e'],
    ['::error::x\r\n::set-output', '\n'],
    ['`code` and **bold**', ' **'],
  ])('%j cannot do harm', (text, forbidden) => {
    const escaped = escapeMarkdown(text)
    expect(escaped.replace(/\\[\\`*_{}[\]()#+!|~$]/g, '')).not.toContain(forbidden)
  })

  test('plain words stay readable', () => {
    expect(escapeMarkdown('column email of users')).toBe('column email of users')
  })
})

describe('codeSpan', () => {
  test('the fence is longer than any run of backticks inside', () => {
    expect(codeSpan('a``b')).toBe('```a``b```')
    expect(codeSpan('`')).toBe('`` ` ``')
  })

  test('a line break or pipe cannot leave a table cell', () => {
    expect(codeSpan('a\nb|c')).toBe('`a\\u000ab\\u007cc`')
  })
})
