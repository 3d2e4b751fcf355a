import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { neutralise } from './neutralise.ts'

/** How the runner reads a line: white space as .NET has it, then `::`; or the older `##[` anywhere. */
function isCommand(line: string): boolean {
  return /^[\s\u0085]*::/.test(line) || line.includes('##[')
}

test('no line is a command afterwards, and nothing is lost', () => {
  const text = fc
    .array(
      fc.constantFrom(
        '::',
        ':',
        '#',
        '##[',
        '\n',
        '\r',
        ' ',
        '\t',
        '\u0085',
        '\u2028',
        '\ufeff',
        'set-output',
        'a',
      ),
      {
        maxLength: 30,
      },
    )
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, (given) => {
      const result = neutralise(given)
      expect(result.split(/\r\n|[\r\n]/).some(isCommand)).toBe(false)
      expect(result.replaceAll('\u200b', '')).toBe(given.replaceAll('\u200b', ''))
    }),
    { numRuns: 2_000 },
  )
})
