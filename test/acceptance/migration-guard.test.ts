import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { createRepository, type FileContent } from '../git/repository.ts'
import { releaseTree } from './built-tree.ts'
import { runOnPullRequest } from './pull-request-run.ts'

/** The action's own folder of the release tree, alone: no package and no other action beside it. */
let alone = ''
beforeAll(async () => {
  alone = mkdtempSync(join(tmpdir(), 'operator-alone-'))
  cpSync(join(await releaseTree(['migration-guard']), 'migration-guard'), join(alone, 'migration-guard'), {
    recursive: true,
  })
}, 300_000)
afterAll(() => rmSync(alone, { recursive: true, force: true }))

const merged = {
  'migrations/1_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
  'migrations/1_users.down.sql': 'DROP TABLE users;\n',
}

async function judge(head: Readonly<Record<string, FileContent>>, policy?: string) {
  const repository = createRepository()
  try {
    const base = repository.commit({ ...merged, ...(policy && { '.github/operator.yml': policy }) })
    const result = await runOnPullRequest({
      tree: alone,
      action: 'migration-guard',
      directory: repository.directory,
      base,
      head: repository.commit(head),
    })
    const report = reportSchema.parse(JSON.parse(result.report ?? '{}'))
    const checks = new Map(
      report.checks.map(({ id, status, reason }) => [id.split('/')[1], `${status} ${reason.code}`]),
    )
    return { ...result, parsed: report, checks }
  } finally {
    repository.remove()
  }
}

describe('the built migration-guard, alone in its folder', () => {
  test('rehearses with an extension and takes the change back', async () => {
    const { checks, outputs, parsed } = await judge({
      'migrations/2_tree.up.sql': 'CREATE EXTENSION ltree; ALTER TABLE users ADD COLUMN place ltree;\n',
      'migrations/2_tree.down.sql': 'ALTER TABLE users DROP COLUMN place; DROP EXTENSION ltree;\n',
    })
    expect(Object.fromEntries(checks)).toEqual({
      files: 'pass in-order',
      rules: 'pass safe',
      rehearsal: 'pass rehearsed',
      rollback: 'pass rollback-proven',
      data: 'pass no-loss',
      'row-security': 'not-applicable no-row-security',
      'still-used': 'not-applicable nothing-taken-away',
    })
    expect(outputs).toMatchObject({ verdict: 'go', allowed: 'true' })
    expect(parsed.checks[2]?.reason.message).toMatch(/throwaway PostgreSQL 18\.\d+\.$/)
  })

  test('a program that a migration starts is never started, and the engine that it breaks is unknown', async () => {
    const witness = join(alone, 'witness')
    const { checks, outputs } = await judge({
      'migrations/2_evil.up.sql': `DO $$ BEGIN EXECUTE 'COPY users TO PROGRAM ''touch ${witness}'''; END $$;\nSELECT 1;\n`,
      'migrations/2_evil.down.sql': 'SELECT 1;\n',
    })
    expect(checks.get('rehearsal')).toBe('unknown rehearsal-crash')
    expect(outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(readdirSync(alone)).toEqual(['migration-guard'])
  })

  test('names the terms of all that it carries', () => {
    const licences = readFileSync(join(alone, 'migration-guard', 'dist', 'licenses.txt'), 'utf8')
    expect(licences).toContain('libpg-query')
    const rehearsal = join(alone, 'migration-guard', 'dist', 'rehearsal')
    expect(readFileSync(join(rehearsal, 'licenses.txt'), 'utf8')).toContain('zod')
    expect(readFileSync(join(rehearsal, 'pglite', 'LICENSE'), 'utf8')).toMatch(
      /Apache License|PostgreSQL License/,
    )
  })
})
