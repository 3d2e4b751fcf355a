import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { keyFinder } from './lines.ts'

describe('keyFinder', () => {
  test('equal keys are found in order', () => {
    const text = '{"a":{"b":1},"c":{"b":2}}'
    const offsetOf = keyFinder(text)
    const first = offsetOf('b')
    expect([first, offsetOf('b', first + 1)]).toEqual([text.indexOf('"b"'), text.lastIndexOf('"b"')])
  })

  test('keys written with escapes, or with a blank before the colon', () => {
    const text = String.raw`{"node_modules\/a" : 1, "\u0062": 2, "x\"y": 3, "c": 4}`
    const offsetOf = keyFinder(text)
    const found = ['node_modules/a', 'b', 'x"y', 'c'].map((key) => offsetOf(key))
    expect(found).toEqual([1, 24, 37, 48].map((at) => text.indexOf('"', at)))
  })

  test('a value where no key has that name, and 0 for what is not there', () => {
    const text = '{"name":"acme/a"}'
    expect([keyFinder(text)('acme/a'), keyFinder(text)('acme/b')]).toEqual([text.indexOf('"acme'), 0])
  })

  test('keys of any kind are found where they stand', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }),
        fc.boolean(),
        (keys, escaped) => {
          const write = (key: string) =>
            escaped
              ? `"${[...Array(key.length).keys()].map((at) => `\\u${key.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`
              : JSON.stringify(key)
          let text = '{'
          const places = keys.map((key) => {
            const at = text.length
            text += `${write(key)}: 1,`
            return at
          })
          const offsetOf = keyFinder(`${text.slice(0, -1)}}`)
          let cursor = 0
          expect(
            keys.map((key) => {
              cursor = offsetOf(key, cursor)
              return cursor
            }),
          ).toEqual(places)
        },
      ),
    )
  })
})
