import { execFileSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { releaseTree } from '../acceptance/built-tree.ts'
import { runOnPullRequest } from '../acceptance/pull-request-run.ts'
import { createRepository } from '../git/repository.ts'

const merged = {
  'db/migrations/00001_base.sql':
    '-- +goose Up\nCREATE TABLE users (id bigint PRIMARY KEY, email text, nickname text);\n-- +goose Down\nDROP TABLE users;\n',
  'src/users.ts': "export const find = () => db.query('SELECT id, nickname FROM users')\n",
}

const change = {
  'db/migrations/00002_users.sql': [
    '-- +goose Up',
    'CREATE INDEX users_email ON users (email);',
    'ALTER TABLE users',
    '  DROP COLUMN nickname;',
    '-- squawk-ignore renaming-column -- nobody reads it',
    'ALTER TABLE users RENAME COLUMN email TO mail;',
    '-- +goose Down',
    'ALTER TABLE users RENAME COLUMN mail TO email;',
    'ALTER TABLE users ADD COLUMN nickname text;',
    'DROP INDEX users_email;',
    '',
  ].join('\n'),
}

let result: Awaited<ReturnType<typeof runOnPullRequest>>

beforeAll(async () => {
  const tree = await releaseTree(['migration-guard'])
  const repository = createRepository()
  try {
    const base = repository.commit(merged)
    execFileSync('git', ['tag', 'v1.4.0', base], { cwd: repository.directory })
    const head = repository.commit(change)
    result = await runOnPullRequest({
      tree,
      action: 'migration-guard',
      directory: repository.directory,
      base,
      head,
    })
  } finally {
    repository.remove()
  }
}, 300_000)

describe('what people see of the built migration-guard', () => {
  test('the summary tells each statement, who waits, what is done, and the safe form in its own names', () => {
    const summary = result.summary
    expect(summary).toContain('### What will happen in production')
    expect(summary).toMatch(/3 statements in 1 file\. Locks and work were measured on PostgreSQL 18\.\d+/)
    expect(summary).toContain(
      '| 🛑 | 2 | `CREATE INDEX users_email ON users (email)` | SHARE on users: writes wait | builds an index on users | measured |',
    )
    expect(summary).toContain(
      '`ALTER TABLE users DROP COLUMN nickname` | ACCESS EXCLUSIVE on users: reads and writes wait |',
    )
    expect(summary).toContain('reads and writes wait, since line 3')
    expect(summary).toContain(
      '```sql\n-- in a migration without a transaction:\nCREATE INDEX CONCURRENTLY users_email ON users (email);\n```',
    )
    expect(summary).toContain('Taking it back: Up, down and up again gave the same schema.')
  })

  test('code of the head and of the release that still uses the column is named with its place', () => {
    const report = reportSchema.parse(JSON.parse(result.report ?? '{}'))
    const check = report.checks.find(({ id }) => id === 'migration-guard/still-used')
    expect(`${check?.level} ${check?.status} ${check?.reason.code}`).toBe('report fail still-used')
    expect(
      check?.findings.map(({ ruleId, location }) => `${ruleId} ${location?.path}:${location?.line}`),
    ).toEqual(['still-used src/users.ts:1', 'release-still-uses db/migrations/00002_users.sql:3'])
    expect(check?.evidence.map(({ fact }) => fact).join('\n')).toContain("the rehearsal's catalogs")
  })

  test('annotations and SARIF stand on the statement’s own lines', () => {
    expect(result.log).toMatch(
      /::error title=drop-column,file=db\/migrations\/00002_users\.sql,line=3,endLine=4::/,
    )
    const sarif: unknown = JSON.parse(result.sarif ?? '{}')
    expect(JSON.stringify(sarif)).toContain('"region":{"startLine":3,"endLine":4}')
  })

  test('an ignore comment of another tool is shown and excuses nothing that the change brings', () => {
    expect(result.summary).toContain('ignore comment for squawk')
    expect(result.summary).toContain('does not count: the change itself brings it')
  })
})
