import { expect, test } from '@jest/globals'
import { findByteOrderMarks } from './byte-order-mark.ts'

function find(tool: string, marked: readonly string[]) {
  const down = { path: 'm/2.down.sql', text: '', firstLine: 1, transaction: 'file' } as const
  const added = [{ key: '2', path: 'm/2.up.sql', up: undefined, down }]
  const head = {
    directory: 'm',
    tool,
    dialect: 'postgresql',
    scope: 'script',
    versions: added,
    problems: [],
  } as const
  return findByteOrderMarks({ head, base: undefined, added, problems: [] }, new Set(marked)).map(
    ({ level, path }) => `${level} ${path}`,
  )
}

test('what the tool does with a byte order mark decides', () => {
  const marked = ['m/2.up.sql', 'm/2.down.sql', 'm/1.up.sql']
  expect(find('golang-migrate', marked)).toEqual(['error m/2.up.sql', 'error m/2.down.sql'])
  expect(find('goose', marked)).toEqual(['warning m/2.up.sql', 'warning m/2.down.sql'])
  expect(find('Flyway', marked)).toEqual([])
  expect(find('goose', [])).toEqual([])
})
