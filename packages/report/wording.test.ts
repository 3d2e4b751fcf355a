import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { counted, listed, shorten } from './wording.ts'

test('one of a thing, none and several', () => {
  expect([0, 1, 2].map((count) => counted(count, 'check'))).toEqual(['0 checks', '1 check', '2 checks'])
  expect([1, 2].map((count) => counted(count, 'vulnerability', 'vulnerabilities'))).toEqual([
    '1 vulnerability',
    '2 vulnerabilities',
  ])
})

test('a list names each once and counts what it does not name', () => {
  expect(listed([])).toBe('')
  expect(listed(['a', 'b', 'a'])).toBe('a, b')
  expect(listed(['a', 'b', 'c', 'd', 'e'])).toBe('a, b, c, d, e')
  expect(listed(['a', 'b', 'c', 'd'], 2)).toBe('a, b and 2 more')
})

test('a text is cut after a word', () => {
  expect(shorten('as short as may be', 18)).toBe('as short as may be')
  expect(shorten('the required check is skipped', 20)).toBe('the required check…')
  expect(shorten('the required check is skipped', 19)).toBe('the required check…')
  expect(shorten('the required checks', 18)).toBe('the required chec…')
  expect(shorten('a/path/without/any/blank', 10)).toBe('a/path/wi…')
})

test('no cut is longer than asked or leaves half a code point', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer({ min: 1, max: 60 }),
      (text, length) => {
        const cut = shorten(text, length)
        expect(cut.length).toBeLessThanOrEqual(Math.max(length, 1))
        expect(cut.isWellFormed()).toBe(true)
        expect(cut === text || (cut.endsWith('…') && text.startsWith(cut.slice(0, -1)))).toBe(true)
      },
    ),
  )
})
