import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { diffTrees, listTree, openRepository } from '@operator/git'
import { createRepository, type TestRepository } from '../../../test/git/repository.ts'
import { type SamplePolicy, sampleRules } from '../sample.ts'
import { collectStagingData } from './collect.ts'
import { readK6Summary } from './read-k6-summary.ts'
import { readStatement } from './read-statement.ts'

let repository: TestRepository
let directory: string

beforeEach(() => {
  repository = createRepository()
  directory = mkdtempSync(join(tmpdir(), 'staging-data-'))
})
afterEach(() => {
  repository.remove()
  rmSync(directory, { recursive: true, force: true })
})

const statement =
  '{"taken_at":"2026-11-24T10:00:00+01:00","safe":true,"production_like":true,"note":"2 M rows"}'
const read = { takenAt: '2026-11-24T09:00:00.000Z', safe: true, productionLike: true, note: '2 M rows' }

/** Asks with so much in git at the base, and so much changed by the head. */
async function ask(
  staging: NonNullable<SamplePolicy['environments']>[string],
  {
    base = {},
    head = {},
    event = 'push',
  }: { base?: Record<string, string>; head?: Record<string, string>; event?: string } = {},
) {
  const before = repository.commit({ 'README.md': '# shop\n', ...base })
  const after = repository.commit({ 'src.ts': 'x\n', ...head })
  const opened = await openRepository(repository.directory)
  const rules = sampleRules({
    environments: { staging, production: { after: { environment: 'staging' } } },
  })
  const found = await collectStagingData(
    {
      rules,
      environment: 'production',
      directory,
      attendance: { actor: 'ann', event, watcher: undefined, incident: undefined },
      progress: () => {},
    },
    {
      repository: opened,
      tree: await listTree(opened, after),
      changes: await diffTrees(opened, before, after),
    },
  )
  expect(found?.map(({ environment }) => environment) ?? ['staging']).toEqual(['staging'])
  return found?.[0]
}

describe('a command', () => {
  test('says it in its last line', async () => {
    expect(await ask({ data: { command: `echo looking; echo '${statement}'` } })).toEqual({
      environment: 'staging',
      data: { kind: 'told', source: expect.stringContaining('command echo'), value: read },
    })
  })

  test.each([
    ['that fails', 'echo no >&2; exit 3', 'command-failed'],
    ['that says something else', 'echo fine', 'statement-unreadable'],
    ['that does not end', 'sleep 60', 'command-failed'],
  ])('%s says nothing', async (_, command, code) => {
    expect(await ask({ data: { command, timeout: '1s' } })).toMatchObject({ data: { kind: 'refused', code } })
  })

  test('sees no token, and only the variables that the policy names', async () => {
    const command = `test -z "$GITHUB_TOKEN$SECRET_X" && echo '${statement}'`
    process.env['SECRET_X'] = 'x'
    process.env['GITHUB_TOKEN'] = 'x'
    try {
      expect(await ask({ data: { command } })).toMatchObject({ data: { kind: 'told' } })
      expect(await ask({ data: { command, env: ['SECRET_X'] } })).toMatchObject({ data: { kind: 'refused' } })
    } finally {
      delete process.env['SECRET_X']
      delete process.env['GITHUB_TOKEN']
    }
  })

  test.each(['pull_request_target', 'workflow_run', 'issue_comment', 'something-new'])(
    'is refused on %s',
    async (event) => {
      expect(await ask({ data: { command: `echo '${statement}'` } }, { event })).toMatchObject({
        data: { kind: 'refused' },
      })
    },
  )

  test('that the change rewrites cannot vouch for the change', async () => {
    const change = { head: { 'ops/data.sh': 'echo' } }
    expect(await ask({ data: { command: 'sh ./ops/data.sh' } }, change)).toMatchObject({
      data: { kind: 'refused', code: 'comes-with-the-change' },
    })
  })

  test.each([
    ['npm run staging-data', 'package.json', '{}'],
    ['make -s staging-data', 'Makefile', 'staging-data:'],
    ['just staging-data', 'justfile', 'staging-data:'],
  ])('%s is rewritten by a change of %s', async (command, path, content) => {
    expect(await ask({ data: { command } }, { head: { [path]: content } })).toMatchObject({
      data: { kind: 'refused', code: 'comes-with-the-change' },
    })
  })

  test('is not run where the clone holds a token', async () => {
    mkdirSync(join(directory, '.git'))
    writeFileSync(join(directory, '.git', 'config'), '[http "https://github.com/"]\n\textraheader = x\n')
    expect(await ask({ data: { command: `echo '${statement}'` } })).toMatchObject({
      data: { kind: 'refused', code: 'token-in-clone' },
    })
  })
})

describe('a file', () => {
  test('that a job left', async () => {
    writeFileSync(join(directory, 'data.json'), statement)
    expect(await ask({ data: { file: 'data.json' } })).toMatchObject({ data: { kind: 'told', value: read } })
  })

  test('that is not there, or not what was expected', async () => {
    expect(await ask({ data: { file: 'data.json' } })).toMatchObject({ data: { code: 'statement-missing' } })
    writeFileSync(join(directory, 'data.json'), '{"safe":true}')
    expect(await ask({ data: { file: 'data.json' } })).toMatchObject({
      data: { code: 'statement-unreadable' },
    })
  })

  test('that git keeps is read from git, and not believed where the change brings it', async () => {
    writeFileSync(join(directory, 'data.json'), 'forged')
    expect(await ask({ data: { file: 'data.json' } }, { base: { 'data.json': statement } })).toMatchObject({
      data: { kind: 'told', source: 'data.json, in git' },
    })
    expect(await ask({ data: { file: 'other.json' } }, { head: { 'other.json': statement } })).toMatchObject({
      data: { kind: 'refused', code: 'comes-with-the-change' },
    })
  })

  test('of k6', async () => {
    writeFileSync(join(directory, 'k6.json'), JSON.stringify({ metrics: { http_reqs: { count: 3 } } }))
    expect(await ask({ 'load-test': { file: 'k6.json' } })).toEqual({
      environment: 'staging',
      loadTest: { kind: 'told', source: 'k6.json', value: { count: 3, thresholds: 0, failed: [] } },
    })
  })
})

test('nothing named, nothing asked', async () => {
  expect(await ask({})).toBeUndefined()
})

describe('summaries of k6', () => {
  test('handleSummary says ok, --summary-export says crossed', () => {
    const inner = (result: unknown, rest: object) =>
      JSON.stringify({
        taken_at: '2026-11-25T08:00:00Z',
        metrics: { http_reqs: rest, http_req_failed: { thresholds: { 'rate<0.01': result } } },
      })
    const count = { values: { count: 45 } }
    expect(readK6Summary(inner({ ok: true }, count))).toEqual({
      count: 45,
      thresholds: 1,
      failed: [],
      takenAt: '2026-11-25T08:00:00.000Z',
    })
    expect(readK6Summary(inner({ ok: false }, count))?.failed).toEqual(['http_req_failed rate<0.01'])
    expect(readK6Summary(inner(true, { count: 45 }))).toMatchObject({
      count: 45,
      failed: ['http_req_failed rate<0.01'],
    })
    expect(readK6Summary(inner(false, { count: 45 }))?.failed).toEqual([])
  })

  test.each([
    '',
    '{}',
    '[]',
    'null',
    '{"metrics":[]}',
    '{"metrics":{"a":{"thresholds":{"x":"ok"}}}}',
    '{"metrics":{},"sha":"main"}',
  ])('%s is none', (text) => {
    expect(readK6Summary(text)).toBeUndefined()
  })
})

test.each([
  '',
  '{}',
  'true',
  '{"taken_at":"yesterday","safe":true,"production_like":true}',
  `${statement}\nand more`,
  '{"taken_at":"2026-11-24","safe":"yes","production_like":true}',
])('the statement %j is none', (text) => {
  expect(readStatement(text)).toBeUndefined()
})
