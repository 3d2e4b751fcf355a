import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compileRules } from './match-rules.ts'
import type { Rule } from './rule.ts'

const rule = (at: string): Rule => ({ at, effect: { kind: 'opaque' } })
const finds = (at: string, ...path: string[]) => compileRules([rule(at)])(path) !== undefined

test.each([
  ['a*b*', 'axb', true],
  ['a*b*', 'abx', true],
  ['a*b*', 'xab', false],
  ['*a*', 'xax', true],
  ['*a*b', 'bab', true],
  ['*a*b', 'ba', false],
  ['a*a', 'a', false],
  ['ab*ba', 'aba', false],
  ['*', 'anything', true],
])('%s and %s', (pattern, name, expected) => {
  expect(finds(pattern, name)).toBe(expected)
})

test('a star stands for any text, as in a regular expression', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b'), maxLength: 6 })
  fc.assert(
    fc.property(fc.array(letters, { minLength: 1, maxLength: 4 }), letters, (parts, name) => {
      fc.pre(name !== '' && parts.join('*') !== '' && parts.join('*') !== '**')
      expect(finds(parts.join('*'), name)).toBe(new RegExp(`^${parts.join('.*')}$`).test(name))
    }),
  )
})
