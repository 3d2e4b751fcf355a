import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { compareDetections } from './compare.ts'
import type { Detection } from './finding.ts'

function detection(fingerprint: string, line = 1): Detection {
  return {
    ruleId: 'rule',
    level: 'error',
    message: 'm',
    remedy: 'r',
    location: { path: 'a', line },
    fingerprint,
    proof: 'static',
  }
}

const states = (head: string[], base: string[]) =>
  compareDetections(
    head.map((name) => detection(name)),
    base.map((name) => detection(name)),
  ).map(({ fingerprint, state }) => `${fingerprint} ${state}`)

describe('compareDetections', () => {
  test('a moved finding is existing', () => {
    expect(compareDetections([detection('a', 9)], [detection('a', 2)])[0]?.state).toBe('existing')
  })

  test('a second copy of an existing finding is introduced', () => {
    expect(states(['a', 'a'], ['a'])).toEqual(['a existing', 'a introduced'])
  })

  test('a vanished finding is fixed', () => {
    expect(states([], ['a'])).toEqual(['a fixed'])
  })

  test('counts add up: every head finding has a state, every unmatched base finding is fixed', () => {
    const names = fc.array(fc.constantFrom('a', 'b', 'c'))
    fc.assert(
      fc.property(names, names, (head, base) => {
        const found = states(head, base)
        const count = (state: string) => found.filter((text) => text.endsWith(state)).length
        expect(count('introduced') + count('existing')).toBe(head.length)
        expect(count('fixed') + count('existing')).toBe(base.length)
      }),
    )
  })
})
