import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { neutralise } from './neutralise.ts'

/** What the runner takes for a command (actions/runner, ActionCommand.cs): the first after trimming, the second anywhere. */
function isCommand(line: string): boolean {
  return /^[\s\p{Cc}\p{Cf}]*::/u.test(line) || line.includes('##[')
}

describe('neutralise', () => {
  test.each([
    '::error::x',
    '  ::set-output name=allowed::true',
    '\t::x::',
    '\u0085::x::',
    '\ufeff::x::',
    'see ##[set-output name=allowed]true',
    'one\n::two::\r\n ::three::',
    '####[[error]',
  ])('%j', (text) => {
    expect(
      neutralise(text)
        .split(/\r\n|\r|\n/)
        .filter(isCommand),
    ).toEqual([])
  })

  test('no text stays a command, and words stay as they are', () => {
    const pieces = fc.array(
      fc.constantFrom('::', '#', '[', ' ', '\n', '\r', 'a', 'error', ']', '\u200b', '\\'),
    )
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('')
        const lines = neutralise(text).split(/\r\n|\r|\n/)
        expect(lines.filter(isCommand)).toEqual([])
        if (!text.split(/\r\n|\r|\n/).some(isCommand)) expect(neutralise(text)).toBe(text)
      }),
    )
  })
})
