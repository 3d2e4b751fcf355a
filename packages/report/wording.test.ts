import { expect, test } from '@jest/globals'
import { counted, listed } from './wording.ts'

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
