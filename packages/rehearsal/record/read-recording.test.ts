import { describe, expect, test } from '@jest/globals'
import { splitStatements } from '@operator/postgres'
import fc from 'fast-check'
import { writeParameters } from './bind.ts'
import { readCsvLog } from './csv-log.ts'
import { readParameters } from './parameters.ts'
import { readRecording } from './read-recording.ts'

const field = (value: string) => `"${value.replaceAll('"', '""')}"`

interface Row {
  readonly session?: string
  readonly transaction?: string
  readonly severity?: string
  readonly code?: string
  readonly message: string
  readonly detail?: string
  readonly query?: string
}

/** A row as csvlog of PostgreSQL 14 and later writes it. */
function row({
  session = 's1',
  transaction = '3/1',
  severity = 'LOG',
  code = '00000',
  message,
  detail = '',
  query = '',
}: Row) {
  const texts = [
    '2026-01-01 00:00:00.000 UTC',
    field('postgres'),
    field('postgres'),
    '1',
    field('127.0.0.1:1'),
  ]
  const rest = [session, '1', field('idle'), '2026-01-01 00:00:00 UTC', transaction, '0', severity, code]
  const told = [field(message), detail && field(detail), '', '', '', '', query && field(query), '', '']
  return `${[...texts, ...rest, ...told, field('app'), field('client backend'), '', '0'].join(',')}\n`
}

const read = (...rows: readonly Row[]) => readRecording(readCsvLog(rows.map(row).join('')))

describe('csvlog', () => {
  test('any text survives its quotes, commas and line breaks', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), (messages) => {
        const text = messages.map((message) => row({ message })).join('')
        expect(readCsvLog(text).map(({ message }) => message)).toEqual(messages)
      }),
    )
  })

  test('a last row that is not yet whole is left out, wherever it is cut', () => {
    const whole = row({ message: 'statement: select 1' })
    const cut = row({ message: 'statement: select "2",\n3' })
    for (let end = 0; end < cut.length; end += 1)
      expect(readCsvLog(whole + cut.slice(0, end)).map(({ message }) => message)).toEqual([
        'statement: select 1',
      ])
  })

  test('a log of another shape is not guessed at', () => {
    expect(() => readCsvLog('a,b,c\n')).toThrow('3 columns')
  })
})

describe('what was sent', () => {
  test('simple and prepared statements, with their transactions', () => {
    expect(
      read(
        { message: 'statement: select 1;\nselect 2', transaction: '3/7' },
        {
          message: 'execute <unnamed>: insert into t values ($1, $2)',
          detail: "Parameters: $1 = 'it''s, $2 = ''x''', $2 = NULL",
        },
        { message: 'execute s1/portal: select $1', detail: "parameters: $1 = 'a\nb'" },
        { message: 'execute fetch from s1/portal: select $1' },
      ).statements.map(({ sql, parameters, transaction }) => ({ sql, parameters, transaction })),
    ).toEqual([
      { sql: 'select 1;\nselect 2', parameters: [], transaction: '3/7' },
      { sql: 'insert into t values ($1, $2)', parameters: ["it's, $2 = 'x'", null], transaction: '3/1' },
      { sql: 'select $1', parameters: ['a\nb'], transaction: '3/1' },
    ])
  })

  test('an error belongs to its own session’s statement', () => {
    const run = read(
      { session: 'a', message: 'statement: drop table x' },
      { session: 'b', message: 'statement: drop table y' },
      { session: 'a', severity: 'ERROR', code: '42P01', message: 'no x', query: 'drop table x' },
      { session: 'b', severity: 'ERROR', code: '42601', message: 'syntax error', query: 'drp table y' },
      { session: 'c', severity: 'FATAL', code: '28P01', message: 'no entry' },
    )
    expect(run.statements.map(({ error }) => error?.code)).toEqual(['42P01', undefined])
    expect(run.refused).toEqual({ code: '42601', message: 'syntax error', sql: 'drp table y' })
    expect(run.sessions).toBe(2)
  })

  test('what cannot be repeated is named', () => {
    const run = read(
      { message: 'fastpath function call: "lo_creat" (OID 957)' },
      { message: 'execute <unnamed>: select $1', detail: 'Parameters: $1 = half' },
    )
    expect(run.unreadable).toEqual([
      'fastpath function call: "lo_creat" (OID 957)',
      'the parameters of: select $1',
    ])
  })
})

describe('parameters', () => {
  test('any values are read back', () => {
    fc.assert(
      fc.property(fc.array(fc.option(fc.string({ unit: 'binary' })), { minLength: 1 }), (values) => {
        const shown = values.map(
          (value, index) => `$${index + 1} = ${value === null ? 'NULL' : `'${value.replaceAll("'", "''")}'`}`,
        )
        expect(readParameters(`Parameters: ${shown.join(', ')}`)).toEqual(values)
      }),
    )
  })

  test.each([
    'prepare: PREPARE p AS select 1',
    "Parameters: $2 = 'a'",
    "Parameters: $1 = 'a",
    'Parameters: $1 = a',
  ])('%j is none', (detail) => {
    expect(readParameters(detail)).toBeUndefined()
  })

  /** Pieces of SQL with what PostgreSQL's own grammar takes them for: a parameter or not. */
  const pieces = [
    '$1',
    "'$1'",
    "'it''s $1'",
    "E'\\'$1'",
    '"a$1"',
    '$$ $1 $$',
    '$tag$ $1 $$ $tag$',
    "U&'\\0041$1'",
    'a$1',
    'é$1',
    '1 -- $1\n',
    '1 /* $1 /* $1 */ */',
    "'\\'",
  ]

  test('are written where PostgreSQL’s grammar sees them, and nowhere else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...pieces), { minLength: 1, maxLength: 6 }),
        async (parts) => {
          const sql = `select ${parts.join(' , ')}`
          const bound = writeParameters(sql, ["o'x \\ $1"])
          const answer = await splitStatements(sql)
          const after = await splitStatements(bound)
          if (!answer.ok) return
          const count = (node: unknown) => JSON.stringify(node).split('"ParamRef"').length - 1
          const found = answer.statements.reduce((sum, { node }) => sum + count(node), 0)
          expect(after.ok).toBe(true)
          if (!after.ok) return
          expect(after.statements.reduce((sum, { node }) => sum + count(node), 0)).toBe(0)
          expect(bound.split("'o''x \\ $1'").length - 1).toBe(found)
        },
      ),
    )
  })
})
