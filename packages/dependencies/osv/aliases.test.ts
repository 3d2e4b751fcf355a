import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { groupByAlias, sortIds } from './aliases.ts'

const ids = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), { minLength: 1, maxLength: 3 })

/** Connected components, the slow way. */
function connected(items: readonly (readonly string[])[], one: number, other: number): boolean {
  const reached = new Set([one])
  for (let grew = true; grew; ) {
    grew = false
    items.forEach((item, index) => {
      if (reached.has(index)) return
      if (item.some((id) => [...reached].some((at) => items[at]?.includes(id)))) {
        reached.add(index)
        grew = true
      }
    })
  }
  return reached.has(other)
}

describe('groupByAlias', () => {
  test('joins what shares an id, directly or through others, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(ids, { maxLength: 8 }), (items) => {
        const indexed = items.map((item, index) => ({ item, index }))
        const groups = groupByAlias(indexed, ({ item }) => item)
        expect(
          groups
            .flat()
            .map(({ index }) => index)
            .sort(),
        ).toEqual(items.map((_, index) => index).sort())
        const groupOf = new Map(groups.flatMap((group, at) => group.map(({ index }) => [index, at])))
        for (let one = 0; one < items.length; one += 1)
          for (let other = 0; other < items.length; other += 1)
            expect(groupOf.get(one) === groupOf.get(other)).toBe(connected(items, one, other))
      }),
    )
  })
})

test('sortIds: malware, GitHub, CVE, the rest', () => {
  expect(sortIds(['PYSEC-1', 'CVE-1', 'GHSA-b', 'MAL-1', 'GHSA-a', 'CVE-1'])).toEqual([
    'MAL-1',
    'GHSA-a',
    'GHSA-b',
    'CVE-1',
    'PYSEC-1',
  ])
})
