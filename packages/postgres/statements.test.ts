import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { describeStatement, longIdentifiers, mentionedRoles, splitStatements } from './index.ts'

async function split(text: string, firstLine?: number) {
  const answer = await splitStatements(text, firstLine)
  if (!answer.ok) throw new Error(answer.message)
  return answer.statements
}

describe('splitStatements', () => {
  test('gives each statement its own line, past comments and multi-byte text', async () => {
    const statements = await split("-- é\nselect 'ü;' ;\n/* a /* b */ */\n  create index i\n on t (x);", 10)
    expect(statements.map(({ line, column, endLine }) => [line, column, endLine])).toEqual([
      [11, 1, 11],
      [13, 3, 14],
    ])
  })

  test('an empty script holds no statement', async () => {
    expect(await split('')).toEqual([])
    expect(await split(' -- nothing\n;;')).toEqual([])
  })

  test.each([
    ['select 1;\nselec 2', 2],
    ['select 1;\n\n\\connect x', 3],
  ])('a syntax error is refused with its line: %j', async (text, line) => {
    expect(await splitStatements(text)).toMatchObject({ ok: false, kind: 'refused', line })
  })

  test('hostile nesting and a NUL byte are refused, and the parser works afterwards', async () => {
    const nested = `select ${'('.repeat(100_000)}1${')'.repeat(100_000)}`
    expect(await splitStatements(nested)).toMatchObject({ ok: false })
    expect(await splitStatements('select 1;\u0000')).toMatchObject({ ok: false, kind: 'refused' })
    expect(await split('select 1')).toHaveLength(1)
  })

  test('statements joined by any white space and comments are found again', async () => {
    const gap = fc.constantFrom(' ', '\n', '\n-- c;\n', ' /* ; */ ', '\r\n', '\t-- é\n')
    const statement = fc.constantFrom(
      "select 'a;b'",
      'select $$x;y$$',
      'create table "t;" (a int)',
      'delete from t',
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(gap, statement), { maxLength: 8 }), async (parts) => {
        const statements = await split(parts.map(([space, sql]) => `${space}${sql};`).join(''))
        expect(statements.map(({ sql }) => sql)).toEqual(parts.map(([, sql]) => sql))
      }),
    )
  })
})

describe('describeStatement', () => {
  test.each([
    [
      'create unique index concurrently if not exists i on public.t (a)',
      { kind: 'create-index', table: 't', concurrently: true, unique: true },
    ],
    ['drop index concurrently s.i', { kind: 'drop', what: 'index', name: 's.i', concurrently: true }],
    ['drop policy p on t', { kind: 'drop', what: 'policy', name: 'p', table: 't' }],
    ['reindex (concurrently false) table t', { kind: 'reindex', concurrently: false }],
    ['alter table t alter c set not null', { kind: 'alter-column', change: 'set-not-null', column: 'c' }],
    [
      'alter table t add check (c is not null) not valid',
      { constraint: { notValid: true, provesNotNull: 'c' } },
    ],
    [
      'alter table t add c int default now()::int',
      { column: { default: { kind: 'call', functions: ['now'] } } },
    ],
    [
      'alter table t add c timestamptz default current_timestamp',
      { column: { default: { kind: 'constant' } } },
    ],
    ['alter table t add c int generated always as (1) virtual', { column: { generated: 'virtual' } }],
    ['delete from t where true', { kind: 'delete', filtered: false }],
    ['delete from t where 1 = 1', { kind: 'delete', filtered: false }],
    ['delete from t where a = 1', { kind: 'delete', filtered: true }],
    ['vacuum (full) t', { kind: 'vacuum', full: true }],
    ['alter type e rename value $$a$$ to $$b$$', { kind: 'rename', what: 'enum-value', from: 'a' }],
    ['create policy p on t using (true)', { kind: 'create-policy', always: true }],
    [
      'alter domain d add check (value > 0) not valid',
      { kind: 'alter-domain', change: 'add-constraint', notValid: true },
    ],
    ['start transaction', { kind: 'transaction', command: 'begin' }],
  ])('%s', async (sql, action) => {
    const [statement] = await split(sql)
    expect(statement && describeStatement(statement.node)[0]).toMatchObject(action)
  })

  test('an unknown kind of statement is named, never nothing', async () => {
    const [statement] = await split('listen x')
    expect(statement && describeStatement(statement.node)).toEqual([{ kind: 'other', node: 'ListenStmt' }])
  })
})

test('roles are found wherever a statement names them', async () => {
  const statements = await split(
    'grant select on t to amy; alter table t owner to bob; create policy p on t to joe using (a = 1)',
  )
  expect(statements.flatMap(({ node }) => mentionedRoles(node))).toEqual(['amy', 'bob', 'joe'])
})

test('only names over 63 bytes are long', async () => {
  const limit = 'a'.repeat(63)
  expect(await longIdentifiers(`create table ${limit} (b int); select '${limit}bbb'`)).toEqual([])
  expect(await longIdentifiers(`create table ${limit}b (b int)`)).toEqual([`${limit}b`])
})
