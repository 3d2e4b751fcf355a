import { describe, expect, test } from '@jest/globals'
import type { Catalog } from '@operator/rehearsal'
import { findDrift } from './drift.ts'

const object = (name: string, definition: string) => ({ name, alias: undefined, definition })
const nothing = { tables: [], patterns: [] }

const expected: Catalog = {
  schema: [object('public', 'owner postgres | privileges =UC/postgres,postgres=UC/postgres')],
  relation: [
    object(
      'public.orders',
      'table | owner postgres | privileges app=r/postgres,postgres=arwd/postgres,zoe=r/postgres',
    ),
    object('public.notes', 'table | owner postgres'),
  ],
  policy: [object('public.orders.own', 'permissive | r | app,zoe | using true')],
  'default privilege': [object('postgres public r', 'app=r/postgres,zoe=r/postgres')],
}
/** The same on a server with other names, another collation, and roles that were made in another order. */
const live: Catalog = {
  schema: [object('public', 'owner admin | privileges admin=UC/admin,=UC/admin')],
  relation: [
    object(
      'public.orders',
      'table | owner my-owner | privileges zoe=r/"my-owner",app=r/"my-owner","my-owner"=arwd/"my-owner"',
    ),
    object('public.notes', 'table | owner my-owner'),
  ],
  policy: [object('public.orders.own', 'permissive | r | zoe,app | using true')],
  'default privilege': [object('my-owner public r', 'zoe=r/"my-owner",app=r/"my-owner"')],
}

describe('findDrift', () => {
  test('does not mind who owns everything, nor in which order a server lists it', () => {
    expect(findDrift(expected, live, nothing)).toEqual([])
  })

  test('minds who owns one thing only, and who may do more', () => {
    const relation = [
      object('public.orders', live['relation']?.[0]?.definition ?? ''),
      object('public.notes', 'table | owner zoe'),
    ]
    expect(findDrift(expected, { ...live, relation }, nothing)).toEqual([
      {
        change: 'changed',
        object: 'relation',
        name: 'public.notes',
        before: 'table | owner postgres',
        after: 'table | owner zoe',
      },
    ])
    const schema = [object('public', 'owner admin | privileges =UC/admin,admin=UC/admin,zoe=UC/admin')]
    expect(findDrift(expected, { ...live, schema }, nothing)).toHaveLength(1)
  })

  test("leaves out the tool's own tables with all that belongs to them, and nothing of a like name", () => {
    const more: Catalog = {
      relation: [
        ...(live['relation'] ?? []),
        object('public.books', 'table | owner my-owner'),
        object('public.books_id_seq', 'sequence | owner my-owner'),
        object('public.books_of_ours', 'table | owner my-owner'),
      ],
      column: [object('public.books.id', 'integer'), object('public.books_of_ours.id', 'integer')],
      index: [object('public.books_key', 'CREATE UNIQUE INDEX books_key ON public.books USING btree (id)')],
      constraint: [object('public.books.books_pkey', 'PRIMARY KEY (id)')],
    }
    const names = findDrift(expected, { ...live, ...more }, { tables: ['public.books'], patterns: [] }).map(
      ({ name }) => name,
    )
    expect(names).toEqual(['public.books_of_ours'])
  })

  test.each([
    ['relation public.by_hand', 0],
    ['relation public.*', 0],
    ['* public.by_*', 0],
    ['*by_hand', 0],
    ['*', 0],
    ['relation public.by', 1],
    ['relation public.by_hand2', 1],
    ['by_hand', 1],
    ['relation *other*', 1],
    ['relation public.by_hand*by_hand', 1],
  ])('the pattern %j leaves %d', (pattern, left) => {
    const relation = [...(live['relation'] ?? []), object('public.by_hand', 'table | owner my-owner')]
    expect(findDrift(expected, { ...live, relation }, { tables: [], patterns: [pattern] })).toHaveLength(left)
  })
})
