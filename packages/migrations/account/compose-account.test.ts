import { describe, expect, test } from '@jest/globals'
import type { Measurement } from '@operator/rehearsal'
import { commentLimit, fingerprint, renderComment, renderSummary, summaryLimit } from '@operator/report'
import { sampleCheck, sampleReport } from '../../report/sample-report.ts'
import type { HistorySnapshot, MigrationsSnapshot, StaticMatch } from '../snapshot.ts'
import { composeAccount } from './compose-account.ts'
import { shortenStatement } from './shorten-statement.ts'
import type { ToldStatement } from './told-statement.ts'

const index: ToldStatement = {
  path: 'm/2.sql',
  line: 3,
  endLine: 3,
  statement: 0,
  text: 'CREATE INDEX i ON users (email)',
  transaction: 1,
  expected: [{ relation: 'users', lock: 'ShareLock', work: 'build' }],
}

const match: StaticMatch = {
  ruleId: 'require-concurrent-index-creation',
  check: 'rules',
  level: 'error',
  message: 'CREATE INDEX takes SHARE on users.',
  remedy: 'Use CONCURRENTLY.',
  path: 'm/2.sql',
  line: 3,
  endLine: 3,
  statement: 0,
  subject: 'users i',
  safe: 'CREATE INDEX CONCURRENTLY i ON users (email);',
}

const finding = {
  ...match,
  fingerprint: fingerprint('a'),
  state: 'introduced' as const,
  proof: 'proven' as const,
  location: { path: 'm/2.sql', line: 3 },
}

const measurement: Measurement = {
  path: 'm/2.sql',
  line: 3,
  statement: 0,
  milliseconds: 1,
  locks: [
    { relation: 'users', mode: 'ShareLock' },
    { relation: 'teams', mode: 'AccessShareLock' },
  ],
  locksKnown: true,
  rewritten: [],
  scanned: [],
  built: ['users'],
  validated: [],
}

function snapshot(
  statements: readonly ToldStatement[],
  measurements?: readonly Measurement[],
  matches: readonly StaticMatch[] = [match],
): MigrationsSnapshot {
  const nothing = { result: 'done' } as const
  const history: HistorySnapshot = {
    directory: 'm',
    tool: 'goose',
    dialect: 'postgresql',
    baseVersions: 1,
    added: [{ path: 'm/2.sql', down: 'present', statements: 1 }],
    problems: [],
    matches,
    rowConditions: [],
    unparsed: [],
    statements,
    ignores: [],
    takenAway: [],
    contractSteps: [],
    setAside: [],
    rehearsal:
      measurements === undefined
        ? { kind: 'not-run', code: 'no-engine', why: 'none' }
        : {
            kind: 'rehearsed',
            log: {
              engine: { name: 'PGlite', major: 18, version: '18.6' },
              baseScripts: 1,
              skipped: [],
              seededTables: 1,
              tables: [],
              unseeded: [],
              withRows: true,
              measurements,
              up: nothing,
              down: nothing,
              again: nothing,
              afterDown: [],
              afterAgain: [],
              lostByUp: [],
              lostByRoundTrip: [],
              milliseconds: 1,
            },
          },
  }
  return {
    postgres: 18,
    postgresNamed: true,
    histories: [history],
    untouched: 0,
    codeMigrations: [],
    otherSql: [],
    unread: [],
  }
}

function cells(account: ReturnType<typeof composeAccount>): string[] | undefined {
  return account?.sections[0]?.rows[0]?.map((cell) => ('code' in cell ? cell.code : cell.text))
}

describe('composeAccount', () => {
  test('a measured statement is told with who waits, what it does and its safe form', () => {
    const account = composeAccount(
      snapshot([index], [measurement]),
      [finding],
      'Up, down and up again gave the same schema.',
    )
    expect(cells(account)).toEqual([
      '🛑',
      '3',
      'CREATE INDEX i ON users (email)',
      'SHARE on users: writes wait',
      'builds an index on users',
      'measured',
    ])
    expect(account?.sections[0]?.listings).toEqual([
      {
        caption: 'Line 3: CREATE INDEX takes SHARE on users. Instead:',
        language: 'sql',
        text: 'CREATE INDEX CONCURRENTLY i ON users (email);',
      },
    ])
    expect(account?.introduction).toBe(
      "1 statement in 1 file. Locks and work were measured on PostgreSQL 18.6; how long they last depends on the size of production's tables. Taking it back: Up, down and up again gave the same schema.",
    )
  })

  test('a lock that an earlier statement of the transaction took is still told, with its line', () => {
    const second = { ...index, line: 4, endLine: 4, statement: 1, text: 'SELECT 1' }
    const tell = (transaction: number) =>
      composeAccount(
        snapshot(
          [index, { ...second, transaction }],
          [measurement, { ...measurement, line: 4, statement: 1, locks: [], built: [] }],
        ),
        [],
        undefined,
      )?.sections[0]?.rows[1]?.[3]
    expect(tell(1)).toEqual({ text: 'SHARE on users: writes wait, since line 3' })
    expect(tell(2)).toEqual({ text: 'nobody waits' })
  })

  test('what was not measured is told from the tables, and says so', () => {
    const account = composeAccount(snapshot([index]), [finding], undefined)
    expect(cells(account)?.slice(3)).toEqual([
      'SHARE on users: writes wait',
      'builds an index on users',
      'from the text',
    ])
    expect(account?.introduction).toContain('Nothing was measured here')
    const unknown = composeAccount(snapshot([{ ...index, expected: [] }]), [], undefined)
    expect(cells(unknown)?.slice(3)).toEqual(['not known', '', 'not measured'])
  })

  test('a guess that the measurement refuted has no safe form', () => {
    expect(composeAccount(snapshot([index], [measurement]), [], undefined)?.sections[0]?.listings).toEqual([])
  })

  test('no statement, no account', () => {
    expect(composeAccount(snapshot([]), [], undefined)).toBeUndefined()
  })

  test('100 migrations of 30 statements stay within the limits of a comment and a summary', () => {
    const statements = Array.from(
      { length: 3_000 },
      (_, number): ToldStatement => ({
        ...index,
        path: `m/${Math.floor(number / 30)}.sql`,
        line: number + 1,
        endLine: number + 1,
        statement: number % 30,
        text: `CREATE INDEX i${number} ON users (${'e'.repeat(100)})`,
      }),
    )
    const findings = statements.map(({ path, line }) => ({ ...finding, location: { path, line } }))
    const matches = statements.map(({ path, line, statement }) => ({
      ...match,
      path,
      line,
      endLine: line,
      statement,
    }))
    const account = composeAccount(snapshot(statements, undefined, matches), findings, undefined)
    const report = sampleReport([sampleCheck({ findings, ...(account && { account }) })])
    const comment = renderComment(report, 'listed')
    expect(comment.length).toBeLessThanOrEqual(commentLimit - 512)
    expect(comment).toMatch(/… and \d+ more parts in the JSON report/)
    expect(comment).toMatch(/… and \d+ more findings in the JSON report/)
    expect(Buffer.byteLength(renderSummary(report))).toBeLessThanOrEqual(summaryLimit)
  })
})

test('statements are shortened to one line without long values', () => {
  expect(
    shortenStatement("INSERT  INTO t\n VALUES ('a', 'a very long value that is nobody’s business')"),
  ).toBe("INSERT INTO t VALUES ('a', '…')")
  expect(shortenStatement(`SELECT ${'x, '.repeat(10_000)}`)).toHaveLength(161)
})
