import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { duration, formatDuration } from './duration.ts'

describe('duration', () => {
  test.each([
    ['90s', 90_000],
    ['30m', 1_800_000],
    ['24h', 86_400_000],
    ['3d', 259_200_000],
    ['0m', 0],
  ])('%s', (text, milliseconds) => {
    expect(duration.parse(text)).toBe(milliseconds)
  })

  test.each(['', '30', 'm', '1.5h', '-1m', '30 m', '30min', '9999999d', '1h30m'])('%j is refused', (text) => {
    expect(duration.safeParse(text).success).toBe(false)
  })

  test('formatting and parsing agree', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom('s', 'm', 'h', 'd'), (count, unit) => {
        const milliseconds = duration.parse(`${count}${unit}`)
        expect(duration.parse(formatDuration(milliseconds))).toBe(milliseconds)
      }),
    )
  })
})
