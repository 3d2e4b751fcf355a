import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { buildAutomaton } from './aho-corasick.ts'

function naive(keywords: readonly string[], text: string): string[] {
  const hits: string[] = []
  for (let end = 1; end <= text.length; end += 1) {
    keywords.forEach((keyword, index) => {
      if (text.slice(0, end).toLowerCase().endsWith(keyword)) hits.push(`${index}@${end}`)
    })
  }
  return hits.sort()
}

describe('buildAutomaton', () => {
  test('finds exactly what a naive search finds', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 4 })
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 8 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'A', 'B', 'x'), maxLength: 60 }),
        (keywords, text) => {
          const hits: string[] = []
          buildAutomaton(keywords).scan(Buffer.from(text), (keyword, end) => hits.push(`${keyword}@${end}`))
          expect(hits.sort()).toEqual(naive(keywords, text))
        },
      ),
    )
  })
})
