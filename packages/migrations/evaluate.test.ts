import { describe, expect, test } from '@jest/globals'
import type { FailedStatement, RehearsalLog } from '@operator/rehearsal'
import { evaluateMigrations } from './evaluate.ts'
import { joinParts } from './part.ts'
import { migrationsChecks, migrationsPolicy } from './policy.ts'
import { type HistorySnapshot, type MigrationsSnapshot, migrationsSnapshot } from './snapshot.ts'
import { explain, isEnvironment } from './sqlstate.ts'

const log: RehearsalLog = {
  engine: { name: 'PGlite', major: 18, version: '18.6' },
  baseScripts: 1,
  skipped: [],
  seededTables: 1,
  tables: [{ name: 't', rows: 3, columns: [{ name: 'a', type: 'text', filled: 2, distinct: 2 }] }],
  unseeded: [],
  withRows: true,
  measurements: [],
  up: { result: 'done' },
  down: { result: 'done' },
  again: { result: 'done' },
  afterDown: [],
  afterAgain: [],
  rowSecurity: { before: [], after: [], seen: [] },
  lostByUp: [],
  lostByRoundTrip: [],
  milliseconds: 1_200,
}

function history(changes: Partial<HistorySnapshot> = {}, inLog: Partial<RehearsalLog> = {}): HistorySnapshot {
  return {
    directory: 'm',
    tool: 'golang-migrate',
    dialect: 'unknown',
    baseVersions: 1,
    added: [{ path: 'm/2.up.sql', down: 'present', downPath: 'm/2.down.sql', statements: 1 }],
    problems: [],
    matches: [],
    rowConditions: [],
    unparsed: [],
    setAside: [],
    statements: [],
    ignores: [],
    takenAway: [],
    contractSteps: [],
    rehearsal: { kind: 'rehearsed', log: { ...log, ...inLog } },
    ...changes,
  }
}

function judge(histories: readonly HistorySnapshot[], changes: Partial<MigrationsSnapshot> = {}) {
  const snapshot: MigrationsSnapshot = {
    postgres: 18,
    postgresNamed: true,
    histories,
    untouched: 0,
    codeMigrations: [],
    otherSql: [],
    unread: [],
    ...changes,
  }
  // A kept snapshot replays to the same outcomes.
  const kept = migrationsSnapshot.parse(JSON.parse(JSON.stringify(snapshot)))
  const outcomes = evaluateMigrations(kept, migrationsPolicy.parse({}), new Date(0))
  for (const { status, next, reason } of outcomes) {
    if (status !== 'pass' && status !== 'not-applicable')
      expect([reason.code, next]).toEqual([reason.code, expect.stringMatching(/\.$|: /)])
  }
  return Object.fromEntries(
    outcomes.map(({ id, status, reason }) => [id.slice(16), `${status} ${reason.code}`]),
  )
}

function failure(code: string, message = 'x', path = 'm/2.up.sql'): FailedStatement {
  return { path, line: 1, statement: 0, error: { code, message } }
}

describe('evaluateMigrations', () => {
  test('all good', () => {
    expect(judge([history()])).toEqual({
      files: 'pass in-order',
      rules: 'pass safe',
      'row-security': 'not-applicable no-row-security',
      'still-used': 'not-applicable nothing-taken-away',
      rehearsal: 'pass rehearsed',
      rollback: 'pass rollback-proven',
      data: 'pass no-loss',
    })
  })

  test('nothing to judge is not applicable, and answers every check', () => {
    const outcomes = judge([])
    expect(Object.keys(outcomes)).toHaveLength(migrationsChecks.length)
    expect(new Set(Object.values(outcomes))).toEqual(new Set(['not-applicable no-migrations']))
  })

  test.each(['timeout', 'memory', 'crash'] as const)(
    'a rehearsal that stops by %s is unknown, never pass',
    (why) => {
      const stopped = history({ rehearsal: { kind: 'stopped', why, message: 'x', at: 'm/2.up.sql:1' } })
      expect(judge([stopped])).toMatchObject({
        rehearsal: `unknown rehearsal-${why}`,
        rollback: `unknown rehearsal-${why}`,
        data: 'unknown not-rehearsed',
      })
    },
  )

  test.each(['no-engine', 'base-not-parsed', 'not-parsed', 'not-read', 'not-runnable-here'])(
    'not run (%s) is unknown',
    (code) => {
      const outcomes = judge([history({ rehearsal: { kind: 'not-run', code, why: 'x' } })])
      expect([outcomes['rehearsal'], outcomes['rollback']]).toEqual([`unknown ${code}`, `unknown ${code}`])
      expect(outcomes['data']).toBe('unknown not-rehearsed')
    },
  )

  test('a phase that says nothing is unknown', () => {
    const nothing = { result: 'not-run', why: 'x' } as const
    expect(judge([history({}, { up: nothing })])).toMatchObject({
      rehearsal: 'unknown not-rehearsed',
      rollback: 'unknown not-rehearsed',
      data: 'unknown not-rehearsed',
    })
    expect(judge([history({}, { down: nothing })])['rollback']).toBe('unknown not-rehearsed')
  })

  test.each<[string, string, string]>([
    ['42701', 'column exists', 'fail migration-fails'],
    ['25001', 'cannot run inside a transaction block', 'fail migration-fails'],
    ['22P02', 'invalid input syntax', 'fail migration-fails'],
    ['23503', 'violates foreign key constraint', 'ask depends-on-data'],
    ['P0001', 'raised', 'ask depends-on-data'],
    ['P0002', 'query returned no rows', 'ask depends-on-data'],
    ['', 'engine', 'unknown not-runnable-here'],
    ['53200', 'out of memory', 'unknown not-runnable-here'],
    ['58P01', 'could not open file', 'unknown not-runnable-here'],
    ['XX000', 'internal', 'unknown not-runnable-here'],
    ['0A000', 'extension "postgis" is not available', 'unknown not-runnable-here'],
    ['0A000', 'cannot alter type of a column used by a view', 'fail migration-fails'],
    ['55000', 'wal_level is not logical', 'unknown not-runnable-here'],
  ])('a failure with %s (%s)', (code, message, expected) => {
    const outcomes = judge([history({}, { up: { result: 'failed', failure: failure(code, message) } })])
    expect(outcomes['rehearsal']).toBe(expected)
    expect(outcomes['rollback']).toBe('unknown not-rehearsed')
  })

  test('failing on made-up rows only asks', () => {
    const failedOnRows = { phase: 'up', failure: failure('23505') } as const
    expect(judge([history({}, { failedOnRows })])).toMatchObject({
      rehearsal: 'ask depends-on-data',
      rollback: 'pass rollback-proven',
    })
    const down = { phase: 'down', failure: failure('23502', 'x', 'm/2.down.sql') } as const
    expect(judge([history({}, { failedOnRows: down })])).toMatchObject({
      rehearsal: 'pass rehearsed',
      rollback: 'ask depends-on-data',
    })
  })

  test.each<[Partial<RehearsalLog>, string]>([
    [{ down: { result: 'failed', failure: failure('42P01', 'x', 'm/2.down.sql') } }, 'fail rollback-fails'],
    [{ again: { result: 'failed', failure: failure('42P07') } }, 'fail reapply-fails'],
    [{ afterDown: [{ change: 'missing', object: 'policy', name: 'p' }] }, 'fail rollback-differs'],
    [
      {
        afterDown: [{ change: 'extra', object: 'index', name: 'i' }],
        again: { result: 'failed', failure: failure('42P07') },
      },
      'fail rollback-differs',
    ],
    [
      { afterDown: [{ change: 'renamed', object: 'constraint', name: 'c', after: 'd' }] },
      'pass rollback-proven',
    ],
    [{ afterDown: [{ change: 'column-order', object: 'table', name: 't' }] }, 'pass rollback-proven'],
    [
      { afterAgain: [{ change: 'changed', object: 'column', name: 't.a', before: 'a', after: 'b' }] },
      'pass rollback-proven',
    ],
    [
      {
        skipped: [failure('42P01', 'x', 'm/1.up.sql')],
        afterDown: [{ change: 'missing', object: 'policy', name: 'p' }],
      },
      'unknown base-not-replayable',
    ],
  ])('rollback %#', (inLog, expected) => {
    expect(judge([history({}, inLog)])['rollback']).toBe(expected)
  })

  test.each<[HistorySnapshot['added'][number]['down'], string | undefined, number, string]>([
    ['missing', undefined, 1, 'fail missing-down'],
    ['empty', undefined, 1, 'fail empty-down'],
    ['empty', undefined, 0, 'pass rollback-proven'],
    ['missing', 'm/NOT_REVERSIBLE.md', 1, 'ask not-reversible'],
    ['none', undefined, 1, 'ask no-rollback-script'],
    ['none', 'ROLLBACK.md', 1, 'ask rollback-noted'],
    ['present', undefined, 1, 'pass rollback-proven'],
  ])('a down script that is %s, with note %s', (down, note, statements, expected) => {
    const added = [{ path: 'm/2.up.sql', down, statements, ...(note !== undefined && { note }) }]
    expect(judge([history({ added })])['rollback']).toBe(expected)
  })

  test('data that is gone or written over asks; rows that could not be made for it are unknown', () => {
    const loss = { table: 't', column: 'a', what: 'values-gone', before: 2, after: 0 } as const
    expect(judge([history({}, { lostByUp: [loss] })])['data']).toBe('ask data-lost')
    expect(judge([history({}, { lostByUp: [{ ...loss, what: 'values-changed' }] })])['data']).toBe(
      'ask data-changed',
    )
    expect(judge([history({}, { lostByRoundTrip: [loss] })])['data']).toBe('ask data-lost-by-rollback')
    expect(judge([history({}, { withRows: false })])['data']).toBe('unknown not-rehearsed')
    const written = {
      path: 'm/2.up.sql',
      line: 1,
      statement: 0,
      milliseconds: 1,
      locksKnown: true,
      scanned: [],
      built: [],
      validated: [],
    }
    const measurements = [{ ...written, locks: [{ relation: 'e', mode: 'RowExclusiveLock' }], rewritten: [] }]
    expect(judge([history({}, { measurements, unseeded: [{ table: 'e', why: 'x' }] })])['data']).toBe(
      'unknown no-rows',
    )
    expect(judge([history({}, { unseeded: [{ table: 'e', why: 'x' }] })])['data']).toBe('pass no-loss')
  })

  test('a dropped column that had no values in the rehearsal still asks', () => {
    const match = {
      ruleId: 'drop-column',
      check: 'data',
      level: 'error',
      message: 'x',
      remedy: 'y.',
      path: 'm/2.up.sql',
      line: 1,
      endLine: 1,
      statement: 0,
      table: 't',
    } as const
    const tables = [{ name: 't', rows: 3, columns: [{ name: 'a', type: 'text', filled: 0, distinct: 0 }] }]
    expect(judge([history({ matches: [{ ...match, subject: 't.a' }] }, { tables })])['data']).toBe(
      'ask drop-column',
    )
    // IF EXISTS, and it does not.
    expect(judge([history({ matches: [{ ...match, subject: 't.z' }] }, { tables })])['data']).toBe(
      'pass no-loss',
    )
  })

  test('of several directories the worst speaks, and the others are still told', () => {
    const snapshot = [
      history(),
      history({
        directory: 'db/sqlite',
        dialect: 'sqlite',
        rehearsal: { kind: 'not-run', code: 'not-runnable-here', why: 'x' },
      }),
    ]
    expect(judge(snapshot)).toMatchObject({
      files: 'pass in-order',
      rehearsal: 'unknown not-runnable-here',
      data: 'unknown not-runnable-here',
    })
    const joined = joinParts(
      'migration-guard/data',
      [
        { status: 'pass', code: 'a', message: 'Fine.' },
        { status: 'fail', code: 'b', message: 'Broken.' },
      ],
      { status: 'not-applicable', code: 'n', message: '' },
    )
    expect(joined).toMatchObject({ status: 'fail', evidence: [{ fact: 'Fine.' }] })
  })

  test('unread files and migrations in code make every check unknown, also beside good ones', () => {
    const unread = judge([history()], { unread: [{ path: 'm/3.up.sql', why: 'it is not UTF-8' }] })
    expect(new Set(Object.values(unread))).toEqual(new Set(['unknown not-read']))
    const code = judge([history()], { codeMigrations: [{ tool: 'Rails', path: 'db/migrate/1.rb' }] })
    expect(new Set(Object.values(code))).toEqual(new Set(['unknown needs-own-command']))
  })

  test("another major than the engine's leaves the rules static, and is said", () => {
    const match = {
      ruleId: 'changing-column-type',
      check: 'rules',
      level: 'error',
      message: 'x',
      remedy: 'y.',
      path: 'm/2.up.sql',
      line: 1,
      endLine: 1,
      statement: 0,
      table: 't',
      subject: 't.a',
      claim: 'rewrite',
    } as const
    const measured = {
      path: 'm/2.up.sql',
      line: 1,
      statement: 0,
      milliseconds: 1,
      locksKnown: true,
      locks: [],
      rewritten: [],
      scanned: [],
      built: [],
      validated: [],
    }
    const subject = history({ matches: [match] }, { measurements: [measured] })
    expect(judge([subject])['rules']).toBe('pass safe')
    expect(judge([subject], { postgres: 16 })['rules']).toBe('fail changing-column-type')
    const large = history({ matches: [{ ...match, growsWithTable: true }] })
    expect(judge([large])['rules']).toBe('fail changing-column-type')
    expect(judge([{ ...large, smallTables: [match.table] }])['rules']).toBe('pass safe')
    const outcomes = evaluateMigrations(
      {
        postgres: 16,
        postgresNamed: true,
        histories: [subject],
        untouched: 0,
        codeMigrations: [],
        otherSql: [],
        unread: [],
      },
      migrationsPolicy.parse({}),
      new Date(0),
    )
    expect(outcomes[2]).toMatchObject({ status: 'unknown', reason: { code: 'other-major' } })
    expect(outcomes[2]?.reason.message).toContain("production's PostgreSQL 16")
  })
})

describe('an engine that was not to be had', () => {
  test.each(['engine-missing', 'database-url-refused'] as const)('%s is unknown, never pass', (code) => {
    const rehearsal = { kind: 'unavailable' as const, code, message: 'npm could not fetch it' }
    expect(judge([history({ rehearsal })], { postgres: 16 })).toEqual({
      files: 'pass in-order',
      rules: 'pass safe',
      rehearsal: `unknown ${code}`,
      'row-security': `unknown ${code}`,
      'still-used': 'not-applicable nothing-taken-away',
      rollback: `unknown ${code}`,
      data: 'unknown not-rehearsed',
    })
  })

  test('what only the rehearsal role may not do is no broken migration', () => {
    const refused = failure('42501', 'permission denied to create extension "dblink"')
    const error = { ...refused.error, refusedTo: 'postgres' }
    const up = { result: 'failed' as const, failure: { ...refused, error } }
    expect(judge([history({}, { up })])['rehearsal']).toBe('unknown not-runnable-here')
    expect(judge([history({}, { up: { ...up, failure: refused } })])['rehearsal']).toBe(
      'fail migration-fails',
    )
  })
})

describe('SQLSTATE', () => {
  test('is explained in words, with what PostgreSQL said', () => {
    expect(explain(failure('55P04', 'unsafe use of new value "x"'))).toBe(
      'PostgreSQL refuses this statement: unsafe use of new value "x" (55P04). A new enum value cannot be used before its transaction has ended; add it in an earlier migration.',
    )
    expect(explain(failure('99999', 'odd'))).toBe('PostgreSQL refuses this statement: odd (99999).')
  })

  test('a message that merely speaks of an extension is no excuse', () => {
    expect(isEnvironment(failure('42704', 'type "vector" does not exist'))).toBe(false)
    expect(isEnvironment(failure('42883', 'function dblink(unknown) does not exist'))).toBe(false)
  })
})
