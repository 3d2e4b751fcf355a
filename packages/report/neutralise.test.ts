import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { neutralise } from './neutralise.ts'

/** What the runner takes for a command (actions/runner, ActionCommand.cs): the first after trimming, the second anywhere. */
function isCommand(line: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]*::/u.test(line) || line.includes('##[')
}

const linesOf = (text: string) => text.split(/\r\n|\r|\n/)

describe('neutralise', () => {
  test.each([
    '::error::x',
    '  ::set-output name=allowed::true',
    '\t::x::',
    '\u0085::x::',
    '\u2028 ::x::',
    '\ufeff::x::',
    'see ##[set-output name=allowed]true',
    'one\n::two::\r\n ::three::',
    '####[[error]',
  ])('%j', (text) => {
    expect(linesOf(neutralise(text)).filter(isCommand)).toEqual([])
  })

  test('no text stays a command, nothing is lost, and other text stays as it is', () => {
    const pieces = fc.array(
      fc.constantFrom(
        ...['::', ':', '#', '##[', '[', ']', '\\', 'a', 'set-output'],
        ...[' ', '\t', '\n', '\r', '\u0085', '\u2028', '\u200b', '\ufeff'],
      ),
      { maxLength: 30 },
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const result = neutralise(text)
        expect(linesOf(result).filter(isCommand)).toEqual([])
        expect(result.replaceAll('\\', '')).toBe(text.replaceAll('\\', ''))
        if (!linesOf(text).some(isCommand) && !text.includes('\u2028')) expect(result).toBe(text)
      }),
      { numRuns: 2_000 },
    )
  })

  test('a million empty lines are no work', () => {
    const text = '\n'.repeat(1_000_000)
    expect(neutralise(text) === text).toBe(true)
  })
})
