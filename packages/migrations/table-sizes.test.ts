import { expect, test } from '@jest/globals'
import { readTableSizes } from './table-sizes.ts'

test('small tables are those of ten MiB at most, named as statements name them', () => {
  const sizes = {
    'public.a': { rows: 5, bytes: 8192 },
    's.b': { rows: 0, bytes: 10_485_760 },
    'public.c': { rows: 1, bytes: 10_485_761 },
  }
  expect(readTableSizes('stats.json', JSON.stringify(sizes))).toEqual({
    small: new Set(['a', 's.b']),
    problem: undefined,
  })
})

test.each([
  [undefined],
  ['no json'],
  ['[1]'],
  ['{"public.a": {"rows": 1}}'],
  ['{"public.a": {"rows": 1, "bytes": -1}}'],
])('what tells nothing makes no table small: %s', (text) => {
  const { small, problem } = readTableSizes('stats.json', text)
  expect(small.size).toBe(0)
  expect(problem).toContain('stats.json')
})
