import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { type Catalog, compareCatalogs } from './catalog.ts'
import { compareRows } from './compare-rows.ts'
import { readWork } from './observe.ts'
import type { TableRows } from './rows.ts'

function object(name: string, definition: string, alias?: string) {
  return { name, definition, alias }
}

describe('compareCatalogs', () => {
  test('equal catalogs do not differ, in whatever order', () => {
    const item = fc.record({ name: fc.string(), definition: fc.string(), alias: fc.constant(undefined) })
    const list = fc.uniqueArray(item, { selector: ({ name }) => name })
    fc.assert(
      fc.property(fc.dictionary(fc.string(), list), (catalog) => {
        const reversed = Object.fromEntries(
          Object.entries(catalog).map(([kind, objects]) => [kind, [...objects].reverse()]),
        )
        expect(compareCatalogs(catalog, reversed)).toEqual([])
      }),
    )
  })

  test('names what is gone, left and changed', () => {
    const before: Catalog = { policy: [object('t.p', 'using a'), object('t.q', 'using b')] }
    const after: Catalog = { policy: [object('t.q', 'using true')], role: [object('r', '')] }
    expect(compareCatalogs(before, after)).toEqual([
      { change: 'missing', object: 'policy', name: 't.p', before: 'using a' },
      { change: 'changed', object: 'policy', name: 't.q', before: 'using b', after: 'using true' },
      { change: 'extra', object: 'role', name: 'r', after: '' },
    ])
  })

  test('the same thing under another name is renamed, once for each', () => {
    const before: Catalog = { index: [object('a', 'x', 'on t (c)'), object('b', 'x', 'on t (c)')] }
    const after: Catalog = { index: [object('c', 'x', 'on t (c)')] }
    expect(compareCatalogs(before, after)).toMatchObject([
      { change: 'renamed', name: 'a', after: 'c' },
      { change: 'missing', name: 'b' },
    ])
  })

  test('another order of the same columns is told as such; other columns are not', () => {
    const order = (columns: string): Catalog => ({ 'column-order': [object('t', columns)] })
    expect(compareCatalogs(order('a, b'), order('b, a'))).toMatchObject([
      { change: 'column-order', name: 't' },
    ])
    expect(compareCatalogs(order('a, b'), order('b, c'))).toEqual([])
  })
})

describe('compareRows', () => {
  const column = (number: number, name: string, values: readonly string[], type = 'text') => ({
    number,
    name,
    type,
    filled: values.length,
    distinct: new Set(values).size,
    digest: [...values].sort().join(),
    values: [...values].sort(),
  })
  const table = (oid: number, name: string, columns: TableRows['columns'], rows = 2): TableRows => ({
    oid,
    name,
    rows,
    partitioned: false,
    columns,
  })
  const before = [table(1, 't', [column(1, 'a', ['x', 'y']), column(2, 'b', ['z'])])]

  test.each<[string, TableRows[], string[]]>([
    ['nothing changed', before, []],
    ['the table is gone', [], ['t table-gone']],
    ['a row is gone', [table(1, 't', before[0]?.columns ?? [], 1)], ['t rows-gone']],
    [
      'table and columns were renamed',
      [table(1, 'u', [column(1, 'c', ['x', 'y']), column(2, 'd', ['z'])])],
      [],
    ],
    ['a column is gone', [table(1, 't', [column(1, 'a', ['x', 'y'])])], ['t.b column-gone']],
    [
      'values are NULL now',
      [table(1, 't', [column(1, 'a', ['x']), column(2, 'b', ['z'])])],
      ['t.a values-gone'],
    ],
    [
      'values are others',
      [table(1, 't', [column(1, 'a', ['x', 'q']), column(2, 'b', ['z'])])],
      ['t.a values-changed'],
    ],
    ['a NULL was filled', [table(1, 't', [column(1, 'a', ['x', 'y']), column(2, 'b', ['z', 'new'])])], []],
    ['rows were added', [table(1, 't', [column(1, 'a', ['x', 'y', 'w']), column(2, 'b', ['z'])], 3)], []],
    [
      'the type is another',
      [table(1, 't', [column(1, 'a', ['1', '2'], 'bigint'), column(2, 'b', ['z'])])],
      [],
    ],
    [
      'the table was made anew with its rows',
      [table(9, 't', [column(1, 'b', ['z']), column(2, 'a', ['x', 'y'])])],
      [],
    ],
    [
      'the table was made anew without',
      [table(9, 't', [column(1, 'a', []), column(2, 'b', [])])],
      ['t.a values-gone', 't.b values-gone'],
    ],
    [
      'the column was made anew with its values',
      [table(1, 't', [column(3, 'a', ['x', 'y']), column(2, 'b', ['z'])])],
      [],
    ],
  ])('%s', (_, after, expected) => {
    const lost = compareRows(before, after, 'identity')
    expect(lost.map(({ table: name, column: of, what }) => `${of ? `${name}.${of}` : name} ${what}`)).toEqual(
      expected,
    )
  })

  test('by name, what was renamed is gone for the application', () => {
    const renamed = [table(1, 'u', before[0]?.columns ?? [])]
    expect(compareRows(before, renamed, 'name')).toMatchObject([{ what: 'table-gone' }])
  })
})

test("readWork takes PostgreSQL's own words, once per table, and no TOAST", () => {
  const notices = [
    'rewriting table "a"',
    'verifying table "b"',
    'verifying table "b"',
    'building index "i" on table "c" serially',
    'building index "j" on table "d" with request for 2 parallel workers',
    'building index "pg_toast_1_index" on table "pg_toast_1" serially',
    'validating foreign key constraint "k"',
    'existing constraints on column "a.b" are sufficient to prove that it does not contain nulls',
    'table "x" rewriting table "y"',
  ].map((message) => ({ message }))
  expect(readWork(notices)).toEqual({ rewritten: ['a'], scanned: ['b'], built: ['c', 'd'], validated: ['k'] })
})
