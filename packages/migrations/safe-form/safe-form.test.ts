import { describe, expect, test } from '@jest/globals'
import { splitStatements } from '@operator/postgres'
import { applyRules } from '../apply-rules.ts'
import { parseSection } from '../script.ts'
import { splitTopLevel } from './alter-parts.ts'

const base = `create table users (id bigint primary key, email text, age int, nickname varchar(20));
create table orders (id bigint primary key, user_id bigint, total numeric);`

async function parse(path: string, text: string, transaction: 'file' | 'none' = 'file') {
  const section = { path, text, firstLine: 1, transaction } as const
  const answer = await parseSection(section)
  if (!answer.ok) throw new Error(answer.problem.message)
  return { section, parsed: answer.parsed }
}

/** The safe form that the rule gives for a statement, as SQL. */
async function safe(rule: string, sql: string, major = 18): Promise<string | undefined> {
  const matches = await applyRules({
    tool: 'goose',
    scope: 'script',
    major,
    lockTimeoutAdvice: true,
    style: false,
    base: [(await parse('1.sql', base)).parsed],
    change: [await parse('2.sql', sql)],
  })
  return matches.find(({ ruleId }) => ruleId === rule)?.safe
}

describe('the safe form of a statement has its own names and is SQL', () => {
  test.each([
    [
      'require-concurrent-index-creation',
      'CREATE UNIQUE INDEX IF NOT EXISTS users_email ON users (lower(email)) WHERE age > 3',
      '-- in a migration without a transaction:\nDROP INDEX CONCURRENTLY IF EXISTS users_email;\nCREATE UNIQUE INDEX CONCURRENTLY users_email ON users (lower(email)) WHERE age > 3;',
    ],
    [
      'require-concurrent-index-deletion',
      'drop index if exists a.i',
      '-- in a migration without a transaction:\ndrop index CONCURRENTLY if exists a.i;',
    ],
    [
      'require-concurrent-reindex',
      'REINDEX (VERBOSE) TABLE users',
      '-- in a migration without a transaction:\nREINDEX (VERBOSE) TABLE CONCURRENTLY users;',
    ],
    [
      'adding-foreign-key',
      'ALTER TABLE orders ADD COLUMN note text, ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE',
      'ALTER TABLE orders ADD CONSTRAINT orders_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE NOT VALID;\n-- in a later migration:\nALTER TABLE orders VALIDATE CONSTRAINT orders_user;',
    ],
    [
      'check-not-valid',
      "ALTER TABLE users ADD CHECK (email <> 'a,b')",
      "ALTER TABLE users ADD CHECK (email <> 'a,b') NOT VALID;\n-- in a later migration:\nALTER TABLE users VALIDATE CONSTRAINT users_email_check;",
    ],
    [
      'set-not-null',
      'ALTER TABLE users ALTER email SET NOT NULL',
      'ALTER TABLE users ADD CONSTRAINT users_email_not_null NOT NULL email NOT VALID;\n-- in a later migration:\nALTER TABLE users VALIDATE CONSTRAINT users_email_not_null;',
    ],
    [
      'add-column-required',
      'ALTER TABLE users ADD COLUMN "order" int NOT NULL',
      'ALTER TABLE users ADD COLUMN "order" int;\n-- fill "order" in batches, and release the code that writes it; then, in a later migration:\nALTER TABLE users ADD CONSTRAINT users_order_not_null NOT NULL "order" NOT VALID;\n-- in a later migration:\nALTER TABLE users VALIDATE CONSTRAINT users_order_not_null;',
    ],
    [
      'volatile-default',
      'ALTER TABLE users ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL, ADD COLUMN b int',
      'ALTER TABLE users ADD COLUMN token uuid;\nALTER TABLE users ALTER COLUMN token SET DEFAULT gen_random_uuid();\n-- fill the old rows in batches: UPDATE users SET token = gen_random_uuid() WHERE token IS NULL …',
    ],
    [
      'add-unique',
      'ALTER TABLE users ADD UNIQUE (email, age)',
      '-- in a migration without a transaction:\nCREATE UNIQUE INDEX CONCURRENTLY users_email_age_key ON users (email, age);\n-- in the next migration:\nALTER TABLE users ADD CONSTRAINT users_email_age_key UNIQUE USING INDEX users_email_age_key;',
    ],
    [
      'changing-column-type',
      'ALTER TABLE users ALTER COLUMN age TYPE numeric(10, 2) USING age::numeric(10, 2)',
      'ALTER TABLE users ADD COLUMN age_new numeric(10, 2);\n-- write both columns, fill the new one in batches, read the new one;\n-- once no running release needs the old one:\nALTER TABLE users DROP COLUMN age;\nALTER TABLE users RENAME COLUMN age_new TO age;',
    ],
    [
      'rename-table',
      'ALTER TABLE users RENAME TO people',
      'ALTER TABLE users RENAME TO people;\nCREATE VIEW users AS SELECT * FROM people;\n-- once no running release needs the old one:\nDROP VIEW users;',
    ],
  ])('%s: %s', async (rule, sql, expected) => {
    const form = await safe(rule, sql)
    expect(form).toBe(expected)
    expect(await splitStatements(form ?? '')).toMatchObject({ ok: true })
  })

  test('before PostgreSQL 18 NOT NULL goes through a CHECK', async () => {
    const form = await safe('set-not-null', 'ALTER TABLE users ALTER email SET NOT NULL', 16)
    expect(form).toContain('ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) NOT VALID;')
    expect(form).toContain('ALTER COLUMN email SET NOT NULL;')
  })

  test('several indexes cannot be dropped concurrently in one statement', async () => {
    expect(await safe('require-concurrent-index-deletion', 'DROP INDEX a, b')).toBeUndefined()
  })
})

test('parts are split outside of brackets, texts and dollars', () => {
  expect(splitTopLevel(`a (b, c), 'd, e', "f, g", $x$ h, i $x$, j -- k, l`, ',')).toEqual([
    'a (b, c)',
    ` 'd, e'`,
    ` "f, g"`,
    ' $x$ h, i $x$',
    ' j -- k, l',
  ])
})
