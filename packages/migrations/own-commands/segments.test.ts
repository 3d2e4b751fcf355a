import { createHash } from 'node:crypto'
import { describe, expect, test } from '@jest/globals'
import type { Purpose } from './bookkeeping.ts'
import { type Candidate, cutSegments, findNamed } from './segments.ts'
import type { SentTransaction } from './transactions.ts'

const candidate = (path: string, text?: string): Candidate => ({ path, text })
const migration: Purpose = { kind: 'migration' }
const noted = (value: string, first = false): Purpose => ({ kind: 'noted', first, values: [value] })

/** `a` is a statement, `+x` a note after, `!x` a note before. */
function transaction(...said: readonly string[]): SentTransaction {
  const purpose = (text: string) => {
    if (text.startsWith('+')) return noted(text.slice(1))
    return text.startsWith('!') ? noted(text.slice(1), true) : migration
  }
  return {
    explicit: said.length > 1,
    statements: said.map((text) => ({ sql: text, purpose: purpose(text) })),
  }
}

const cut = (...transactions: readonly SentTransaction[]) =>
  cutSegments(transactions, [candidate('m/001_one.js'), candidate('m/002_two.ts')], 'up')?.map(
    ({ path, sent }) => [path, sent.map(({ statements }) => statements.map(({ sql }) => sql))],
  )

describe('cutSegments', () => {
  const both = [
    ['m/001_one.js', [['a', 'b']]],
    ['m/002_two.ts', [['c']]],
  ]

  test('a transaction for each, for all, or none', () => {
    expect(cut(transaction('a', 'b', '+001_one.js'), transaction('c', '+002_two.js'))).toEqual(both)
    expect(cut(transaction('a', 'b', '+001_one', 'c', '+002_two'))).toEqual(both)
    expect(cut(transaction('a'), transaction('+001'), transaction('c'), transaction('+002'))).toEqual([
      ['m/001_one.js', [['a']]],
      ['m/002_two.ts', [['c']]],
    ])
  })

  test('a note that comes first', () => {
    expect(
      cut(transaction('!001_one'), transaction('a', 'b'), transaction('!002_two'), transaction('c')),
    ).toEqual(both)
  })

  test('a migration that sends nothing is still there', () => {
    expect(cut(transaction('+001_one'))).toEqual([['m/001_one.js', []]])
  })

  test('what belongs to no file leaves all of it without files', () => {
    expect(cut(transaction('a', '+001_one'), transaction('x'))).toBeUndefined()
    expect(cut(transaction('a'))).toBeUndefined()
    expect(cut(transaction('a', '+999_other'))).toBeUndefined()
  })
})

describe('findNamed', () => {
  const digest = createHash('sha256').update('drop table a').digest('hex')

  test.each<[string, readonly string[], string]>([
    ['Knex, compiled', ['20260101_a.js', '1'], 'm/20260101_a.ts'],
    ['TypeORM', ['1767225600000', 'Add1767225600000'], 'm/1767225600000-Add.ts'],
    ['Rails', ['20260101000000'], 'db/migrate/20260101000000_add.rb'],
    ['Alembic', ['b2c', 'a1b'], 'alembic/versions/b2c_add.py'],
    ['Prisma', ['20260101000000_add'], 'prisma/migrations/20260101000000_add/migration.sql'],
    ['Drizzle', [digest, '1767225600000'], 'drizzle/0001_add.sql'],
  ])('%s', (_, values, path) => {
    const others = [
      candidate('m/20250101_z.ts'),
      candidate('src/index.ts'),
      candidate('drizzle/0000_x.sql', 'other'),
    ]
    expect(findNamed(values, [...others, candidate(path, 'drop table a')], 'up')).toBe(path)
    expect(findNamed(values, others, 'up')).toBeUndefined()
  })

  test('Django numbers each application from one', () => {
    const files = [candidate('shop/migrations/0002_auto.py'), candidate('blog/migrations/0002_auto.py')]
    expect(findNamed(['blog', '0002_auto'], files, 'up')).toBe('blog/migrations/0002_auto.py')
  })

  test('Alembic notes both revisions: on the way back the old one was left', () => {
    const files = [candidate('v/b2c_one.py'), candidate('v/c3d_two.py')]
    expect(findNamed(['c3d', 'b2c'], files, 'up')).toBe('v/c3d_two.py')
    expect(findNamed(['b2c', 'c3d'], files, 'down')).toBe('v/c3d_two.py')
  })

  test('a batch number names nothing', () => {
    expect(findNamed(['1', '20'], [candidate('m/1_one.js'), candidate('m/20_two.js')], 'up')).toBeUndefined()
  })
})
