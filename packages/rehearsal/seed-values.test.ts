import { describe, expect, test } from '@jest/globals'
import { type SeedColumn, seedAttempts, seedValue } from './seed-values.ts'

function column(type: string, more: Partial<SeedColumn> = {}): SeedColumn {
  return { name: 'c', type, category: 'S', enumLabels: [], checks: [], bounds: [], ...more }
}

function guesses(of: SeedColumn, row = 1): (string | undefined)[] {
  return Array.from({ length: seedAttempts }, (_, attempt) => seedValue(of, { row, attempt, position: 0 }))
}

describe('seedValue', () => {
  test.each([
    ['text', ["'seed1'", "'seed2'"]],
    ['character varying(4)', ["'eed1'", "'eed2'"]],
    ['integer', ['900000001', '900000002']],
    ['smallint', ['32001', '32002']],
    ['numeric(2,2)', ['0.1', '0.2']],
    ['timestamp(3) with time zone', ["'2024-01-01'", "'2024-02-01'"]],
    ['public.ltree', ["'seed.n1'", "'seed.n2'"]],
    ['extensions.citext', ["'seed1'", "'seed2'"]],
    ['uuid', ["'00000000-0000-4000-8000-000000000001'", "'00000000-0000-4000-8000-000000000002'"]],
    ['text[]', ["'{}'", "'{}'"]],
    ['boolean', ['true', 'false']],
    ['bit(3)', ["B'111'", "B'111'"]],
  ])('%s', (type, expected) => {
    expect([1, 2].map((row) => seedValue(column(type), { row, attempt: 0, position: 0 }))).toEqual(expected)
  })

  test('labels of an enum, bounds of a partition, literals and numbers of a CHECK', () => {
    expect(guesses(column('mood', { category: 'E', enumLabels: ['a', "b'"] })).slice(0, 2)).toEqual([
      "'a'",
      "'b'''",
    ])
    expect(guesses(column('date', { bounds: ["FOR VALUES FROM ('2020-01-01') TO ('2021-01-01')"] }))[0]).toBe(
      "'2020-01-01'",
    )
    expect(guesses(column('text', { checks: ["CHECK (c = ANY (ARRAY['x'::text, 'y'::text]))"] }))).toContain(
      "'x'",
    )
    expect(guesses(column('integer', { category: 'N', checks: ['CHECK (c >= 100 AND c < 105)'] }))[0]).toBe(
      '101',
    )
  })

  test('a length that a CHECK demands', () => {
    const digest = column('bytea', { category: 'U', checks: ['CHECK (octet_length(c) = 32)'] })
    expect(guesses(digest, 2)[0]).toBe(`'\\x${'2'.padStart(64, '0')}'`)
    expect(guesses(column('text', { checks: ['CHECK (length(c) = 6)'] }))[0]).toBe("'000001'")
  })

  test('no guess for a type that nobody knows', () => {
    expect(
      seedValue(column('geometry', { category: 'U' }), { row: 1, attempt: 0, position: 0 }),
    ).toBeUndefined()
  })
})
