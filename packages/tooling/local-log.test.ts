import { expect, test } from '@jest/globals'
import { createLocalLog } from './local-log.ts'

function show(...chunks: readonly string[]): string {
  let shown = ''
  const log = createLocalLog((text) => {
    shown += text
  })
  for (const chunk of chunks) log.add(chunk)
  log.end()
  return shown
}

test('what the runner is told becomes what a person reads', () => {
  const text = [
    'Operator 0.1.0',
    '::group::read',
    'read: 4 ms',
    '::endgroup::',
    '::add-mask::secret',
    '::error title=x,file=a::listed in the report',
    '::error::50%25 is wrong.%0AMend it.',
    '::warning::careful',
    'last',
  ].join('\n')
  const expected = 'Operator 0.1.0\nread: 4 ms\nerror: 50% is wrong.\nMend it.\nwarning: careful\nlast\n'
  expect(show(text)).toBe(expected)
  expect(show(...text)).toBe(expected)
})

test('an error that only repeats the summary is left out', () => {
  let shown = ''
  const log = createLocalLog((text) => {
    shown += text
  })
  log.add('one\n::error::gate: no-go. Mend it.\n')
  log.end('gate: no-go. Mend it.')
  expect(shown).toBe('one\n')
})
