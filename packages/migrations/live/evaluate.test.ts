import { describe, expect, test } from '@jest/globals'
import type { CatalogDifference } from '@operator/rehearsal'
import fc from 'fast-check'
import { compareCounts } from './compare-counts.ts'
import type { RowCount } from './count-rows.ts'
import { evaluateLive } from './evaluate.ts'
import { type LiveRead, type LiveSnapshot, liveSnapshot } from './snapshot.ts'

const known = [
  { key: '1', path: 'm/1.up.sql' },
  { key: '2', path: 'm/2.up.sql' },
]
const exact = (table: string, rows: number): RowCount => ({ kind: 'exact', table, rows })

const healthy: LiveRead = {
  kind: 'read',
  server: { major: 18, identity: 'shop/16384', role: 'reader', standby: false },
  versions: {
    kind: 'read',
    tool: 'golang-migrate',
    table: 'public.schema_migrations',
    keeps: 'newest',
    rows: [{ key: '2', state: 'applied', detail: undefined }],
  },
  comparison: { known, applied: known, pending: [], gaps: [], unknown: [] },
  rows: [exact('public.orders', 3)],
  unsound: { invalidIndexes: [], unvalidatedConstraints: [], idlePolicies: [] },
  drift: { kind: 'compared', differences: [] },
}
const recorded: LiveSnapshot['record'] = {
  kind: 'read',
  takenAt: '2026-11-25T12:00:00Z',
  rows: [exact('public.orders', 3)],
  mayShrink: [],
  drift: [],
  pending: ['m/2.up.sql'],
}

function judge(
  phase: LiveSnapshot['phase'],
  live: Partial<LiveRead> = {},
  record: LiveSnapshot['record'] = recorded,
) {
  const snapshot: LiveSnapshot = {
    phase,
    migrations: { kind: 'history', tool: 'golang-migrate', directory: 'm' },
    live: { ...healthy, ...live },
    record: phase === 'before' ? { kind: 'none' } : record,
  }
  // A snapshot that was kept gives the same answer.
  expect(evaluateLive(liveSnapshot.parse(JSON.parse(JSON.stringify(snapshot))))).toEqual(
    evaluateLive(snapshot),
  )
  const outcome = evaluateLive(snapshot)
  expect(outcome.next === undefined).toBe(outcome.status === 'pass')
  return outcome
}
const said = (...args: Parameters<typeof judge>) => {
  const { reason, status } = judge(...args)
  return `${status} ${reason.code}`
}

const difference = (
  change: CatalogDifference['change'],
  object: string,
  name: string,
  before?: string,
  after?: string,
): CatalogDifference => ({
  change,
  object,
  name,
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
})
const byHand = difference('extra', 'relation', 'public.by_hand', undefined, 'table | owner postgres')
const secured = 'table | owner postgres | row security'
const open = difference('changed', 'relation', 'public.orders', secured, 'table | owner postgres')
const comment = difference('missing', 'comment', 'table public.orders', 'words')
const order = difference('column-order', 'table', 'public.orders', 'a, b', 'b, a')
const drift = (...differences: CatalogDifference[]): Partial<LiveRead> => ({
  drift: { kind: 'compared', differences },
})

describe('verify', () => {
  test('a quiet, healthy database passes with nothing listed', () => {
    const outcome = judge('verify')
    expect(outcome).toMatchObject({ status: 'pass', findings: [] })
    expect(outcome.reason.message).toContain('The live schema is what the migrations make.')
  })

  test.each([
    ['an object that no migration makes', drift(byHand), recorded, 'fail schema-drift'],
    ['the same, there already before', drift(byHand), { ...recorded, drift: [byHand] }, 'pass all-applied'],
    ['row-level security that is off', drift(byHand, open), recorded, 'fail row-security-off'],
    [
      'row-level security that was off already',
      drift(open),
      { ...recorded, drift: [open] },
      'fail row-security-off',
    ],
    ['a comment', drift(comment), recorded, 'ask harmless-drift'],
    ['an order of columns', drift(order), recorded, 'pass all-applied'],
    ['fewer rows', { rows: [exact('public.orders', 2)] }, recorded, 'fail rows-lost'],
    [
      'fewer rows, as rehearsed',
      { rows: [exact('public.orders', 2)] },
      { ...recorded, mayShrink: ['public.orders'] },
      'pass all-applied',
    ],
    [
      'a table that was emptied beside drift',
      { rows: [exact('public.orders', 0)], ...drift(byHand) },
      recorded,
      'fail rows-lost',
    ],
    ['no record', {}, { kind: 'none' }, 'unknown no-record'],
    [
      'a record that does not count',
      {},
      { kind: 'rejected', code: 'other-commit', message: 'Other.', next: 'Again.' },
      'unknown other-commit',
    ],
    ['drift without a record', drift(byHand), { kind: 'none' }, 'fail schema-drift'],
    [
      'rows that nobody could count',
      { rows: [{ kind: 'unread', table: 'public.orders', why: 'x' }] },
      recorded,
      'unknown rows-not-counted',
    ],
    [
      'a migration that did not run',
      { comparison: { known, applied: known.slice(0, 1), pending: known.slice(1), gaps: [], unknown: [] } },
      recorded,
      'fail not-applied',
    ],
    [
      'a schema that could not be rehearsed',
      { drift: { kind: 'unknown', code: 'other-major', message: 'Other.', next: 'Set it.' } },
      recorded,
      'unknown other-major',
    ],
    [
      'the same with an invalid index',
      {
        drift: { kind: 'unknown', code: 'other-major', message: 'Other.', next: 'Set it.' },
        unsound: { ...healthy.unsound, invalidIndexes: ['public.i'] },
      },
      recorded,
      'fail invalid-index',
    ],
    [
      'the same with policies that are not in force',
      {
        drift: { kind: 'unknown', code: 'other-major', message: 'Other.', next: 'Set it.' },
        unsound: { ...healthy.unsound, idlePolicies: ['public.orders'] },
      },
      recorded,
      'fail row-security-off',
    ],
  ] as const)('%s', (_, live, record, expected) => {
    expect(said('verify', live, record)).toBe(expected)
  })

  test('old drift is listed as existing', () => {
    const states = judge('verify', drift(byHand, comment), { ...recorded, drift: [byHand, comment] }).findings
    expect(states.map(({ state }) => state)).toEqual(['existing', 'existing'])
  })
})

describe('before', () => {
  const versions = (changes: object) => ({
    versions: { ...healthy.versions, ...changes } as LiveRead['versions'],
  })

  test.each([
    ['a clean state', {}, 'pass clean'],
    ['drift, which is old by then', drift(byHand, open), 'pass clean'],
    [
      'an invalid index, which is old by then',
      {
        unsound: { ...healthy.unsound, invalidIndexes: ['public.i'] },
        drift: { kind: 'unknown', code: 'x', message: 'x', next: 'x' },
      } as const,
      'pass clean',
    ],
    ['a dirty state', versions({ rows: [{ key: '2', state: 'failed' }] }), 'fail half-applied'],
    ['a state that nobody ended', versions({ rows: [{ key: '2', state: 'running' }] }), 'fail half-applied'],
    ['a lock', versions({ locked: {} }), 'fail migration-locked'],
    [
      'a version of another branch',
      {
        comparison: {
          known,
          applied: known,
          pending: [],
          gaps: [],
          unknown: [{ key: '7', state: 'applied', detail: undefined }],
        },
      } as const,
      'ask unknown-version',
    ],
    [
      'a gap',
      {
        comparison: {
          known,
          applied: known.slice(1),
          pending: known.slice(0, 1),
          gaps: known.slice(0, 1),
          unknown: [],
        },
      },
      'ask version-gap',
    ],
    [
      'an empty database',
      { versions: { kind: 'none', others: [], empty: true } } as const,
      'pass empty-database',
    ],
    [
      'a database without books',
      { versions: { kind: 'none', others: [], empty: false } } as const,
      'unknown no-version-table',
    ],
    [
      'books that are closed',
      { versions: { kind: 'unread', table: 't', why: 'x' } } as const,
      'unknown versions-unread',
    ],
    [
      'two sets of books',
      { versions: { kind: 'several', tables: ['a', 'b'] } } as const,
      'unknown several-version-tables',
    ],
  ])('%s', (_, live, expected) => {
    expect(said('before', live)).toBe(expected)
  })
})

test('without an address nothing is known, unless there is nothing to migrate', () => {
  const judgeWithout = (kind: 'none' | 'history' | 'code') =>
    evaluateLive({
      phase: 'verify',
      migrations: { kind },
      live: { kind: 'not-given' },
      record: { kind: 'none' },
    }).status
  expect([judgeWithout('none'), judgeWithout('history'), judgeWithout('code')]).toEqual([
    'not-applicable',
    'unknown',
    'unknown',
  ])
})

const counts = fc.oneof(
  fc.nat(50).map((rows): RowCount => exact('t', rows)),
  fc.nat(50).map((rows): RowCount => ({ kind: 'estimated', table: 't', atLeast: 51, estimate: 51 + rows })),
  fc.constant<RowCount>({ kind: 'unread', table: 't', why: 'x' }),
)

test('rows that were there and are not are never taken for kept, and what was not counted is never known', () => {
  fc.assert(
    fc.property(counts, fc.option(counts, { nil: undefined }), (before, after) => {
      const { kind } = compareCounts(before, after)
      if (before.kind === 'unread' || after?.kind === 'unread') return expect(kind).toBe('unknown')
      const least = (count: typeof before) => (count.kind === 'exact' ? count.rows : 51)
      const lost = (after === undefined ? 0 : least(after)) < least(before)
      return expect(kind === 'kept').toBe(!lost)
    }),
  )
})
