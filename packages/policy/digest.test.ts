import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { digest } from './digest.ts'

describe('digest', () => {
  test('key order does not matter, anything else does', () => {
    expect(digest({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(digest({ b: { d: 'x', c: [1, 2] }, a: 1 }))
    expect(digest({ a: [1, 2] })).not.toBe(digest({ a: [2, 1] }))
    expect(digest({ a: '1' })).not.toBe(digest({ a: 1 }))
  })

  test('an undefined key is an absent key', () => {
    expect(digest({ a: 1, b: undefined })).toBe(digest({ a: 1 }))
  })

  test('equal values have equal digests after a JSON round trip', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const copy: unknown = JSON.parse(JSON.stringify(value))
        expect(digest(copy)).toBe(digest(value))
      }),
    )
  })
})
