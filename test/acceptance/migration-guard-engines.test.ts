import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { sceneEnvironment } from '../../packages/rehearsal/native/embedded-scene.ts'
import { createRepository, type FileContent } from '../git/repository.ts'
import { releaseTree } from './built-tree.ts'
import { runOnPullRequest } from './pull-request-run.ts'

let tree = ''
beforeAll(async () => {
  tree = await releaseTree(['migration-guard'])
}, 300_000)

const merged = {
  'migrations/1_users.up.sql': 'CREATE TABLE users (id bigint PRIMARY KEY, email text);\n',
  'migrations/1_users.down.sql': 'DROP TABLE users;\n',
}

/** Fetched once for all tests that need a native server. */
const cached = { RUNNER_TOOL_CACHE: sceneEnvironment.RUNNER_TOOL_CACHE }
/** Nobody listens there. */
const offline = { npm_config_registry: 'http://127.0.0.1:9/' }

interface Scene {
  readonly head: Readonly<Record<string, FileContent>>
  readonly migrations: string
  readonly environment?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
}

async function judge({ environment = cached, head, inputs, migrations }: Scene) {
  const repository = createRepository()
  try {
    const policy = `migrations: { ${migrations} }\n`
    const result = await runOnPullRequest({
      tree,
      action: 'migration-guard',
      directory: repository.directory,
      base: repository.commit({ ...merged, '.github/operator.yml': policy }),
      head: repository.commit(head),
      environment,
      ...(inputs && { inputs }),
    })
    const report = reportSchema.parse(JSON.parse(result.report ?? '{}'))
    const checks = new Map(report.checks.map((check) => [check.id.split('/')[1], check]))
    const said = Object.fromEntries(
      [...checks].map(([id, { status, reason }]) => [id, `${status} ${reason.code}`]),
    )
    return { ...result, said, checks }
  } finally {
    repository.remove()
  }
}

const added = (up: string, down = 'SELECT 1;\n') => ({
  'migrations/2_new.up.sql': up,
  'migrations/2_new.down.sql': down,
})

describe('the built migration-guard on a native server', () => {
  test("rehearses on production's own major, and proves there", async () => {
    const { said, checks, outputs } = await judge({
      migrations: 'postgres: 16',
      head: added(
        'ALTER TABLE users ALTER COLUMN id TYPE numeric;\n',
        'ALTER TABLE users ALTER COLUMN id TYPE bigint;\n',
      ),
    })
    expect(said).toMatchObject({ rules: 'fail changing-column-type', rollback: 'pass rollback-proven' })
    expect(checks.get('rules')?.findings.map(({ proof }) => proof)).toContain('proven')
    expect(checks.get('rehearsal')?.evidence[0]?.source).toMatch(/PostgreSQL 16\.\d+$/)
    expect(outputs['verdict']).not.toBe('')
  })

  test('refuses what only a superuser may, and starts no program', async () => {
    const witness = join(tree, 'witness')
    const { said, outputs } = await judge({
      migrations: 'postgres: 16',
      head: added(`DO $$ BEGIN EXECUTE 'COPY users FROM PROGRAM ''touch ${witness}'''; END $$;\n`),
    })
    expect(said['rehearsal']).toBe('unknown not-runnable-here')
    expect(outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(existsSync(witness)).toBe(false)
  })

  test('says which engine is missing where none can be had, and never passes', async () => {
    const { said, checks, outputs, log } = await judge({
      migrations: 'postgres: 17',
      head: added('ALTER TABLE users ALTER COLUMN id TYPE numeric;\n'),
      environment: offline,
    })
    expect(said).toMatchObject({
      rules: 'fail changing-column-type',
      rehearsal: 'unknown engine-missing',
      rollback: 'unknown engine-missing',
      data: 'unknown not-rehearsed',
    })
    expect(checks.get('rules')?.findings.map(({ proof }) => proof)).toEqual(['static'])
    expect(checks.get('rehearsal')?.reason.message).toMatch(
      /^PostgreSQL 17, production's, could not be had here: npm/,
    )
    expect(outputs).toMatchObject({ verdict: 'incomplete', allowed: 'false' })
    expect(log).not.toContain('defect')
  })

  test('PGlite on request leaves open what another major says', async () => {
    const { said } = await judge({
      migrations: 'postgres: 16, engine: pglite',
      head: added('ALTER TABLE users ADD COLUMN a int;\n', 'ALTER TABLE users DROP COLUMN a;\n'),
      environment: offline,
    })
    expect(said).toMatchObject({ rehearsal: 'unknown other-major', rollback: 'pass rollback-proven' })
  })

  test('takes no database that may be in use, and keeps its password to itself', async () => {
    const password = `pw${Math.random().toString(36).slice(2)}`
    const { said, log, report } = await judge({
      migrations: 'postgres: 16',
      head: added('SELECT 1;\n'),
      inputs: { 'database-url': `postgres://app:${password}@db.example.com/shop` },
    })
    expect(said['rehearsal']).toBe('unknown database-url-refused')
    expect(log.replace(/^::add-mask::.*$/gm, '')).not.toContain(password)
    expect(report).not.toContain(password)
  })
})
