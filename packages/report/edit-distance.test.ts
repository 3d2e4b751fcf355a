import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { editDistance } from './edit-distance.ts'

test.each([
  ['', '', 0],
  ['', 'abc', 3],
  ['kitten', 'sitting', 3],
  ['flaw', 'lawn', 2],
  ['tests', 'test', 1],
])('%j and %j are %i apart', (a, b, distance) => {
  expect(editDistance(a, b)).toBe(distance)
})

/** The definition, word by word. */
function byDefinition(a: string, b: string): number {
  if (a === '' || b === '') return a.length + b.length
  const [restA, restB] = [a.slice(1), b.slice(1)]
  if (a[0] === b[0]) return byDefinition(restA, restB)
  return 1 + Math.min(byDefinition(restA, b), byDefinition(a, restB), byDefinition(restA, restB))
}

test('as the definition has it', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 })
  fc.assert(fc.property(word, word, (a, b) => expect(editDistance(a, b)).toBe(byDefinition(a, b))))
})
