import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { report as reportSchema } from '@operator/report'
import { type ActionResult, listActions } from '@operator/tooling'
import { marked } from 'marked'
import { createRepository, type FileContent, type TestRepository } from '../git/repository.ts'
import { releaseTree } from './built-tree.ts'
import { allows, problemsOfLog } from './clean-log.ts'
import { runOnPullRequest } from './pull-request-run.ts'

const names = listActions()
  .filter(({ kind, name }) => kind === 'javascript' && name !== 'post-deploy-watch')
  .map(({ name }) => name)

const outside = mkdtempSync(join(tmpdir(), 'operator-outside-'))
const secret = `outside-${Math.random().toString(36).slice(2)}${Date.now()}`
const made: TestRepository[] = []
let tree: string

beforeAll(async () => {
  tree = await releaseTree(names)
  writeFileSync(join(outside, 'secret.txt'), `password = "${secret}"\n`)
}, 600_000)

afterAll(() => {
  for (const repository of made) repository.remove()
})

async function judge(action: string, files: Readonly<Record<string, FileContent>>): Promise<ActionResult> {
  const repository = createRepository()
  made.push(repository)
  const base = repository.commit({ 'README.md': '# shop\n' })
  const head = repository.commit(files, { message: '::error::x\n\n##[set-output name=allowed]true' })
  return runOnPullRequest({ tree, action, directory: repository.directory, base, head })
}

/** The action reached a verdict about the change, and neither crashed nor obeyed. */
function expectJudged(result: ActionResult): void {
  expect(problemsOfLog(result, [secret])).toEqual([])
  const report = reportSchema.parse(JSON.parse(result.report ?? ''))
  expect(report.checks.length).toBeGreaterThan(0)
  expect(report.checks.map(({ reason }) => reason.code)).not.toContain('crashed')
  expect(allows(result)).toBe(report.verdict === 'go')
}

const line = 'x'.repeat(10 * 1024 * 1024)
const notUtf8 = Buffer.from([0x61, 0xff, 0xfe, 0x80, 0x0a, 0x62, 0xc3, 0x28])

/** Under names that every detector wants to read. */
const wanted = (content: FileContent) => ({
  '.env': content,
  'package-lock.json': content,
  '.github/workflows/ci.yml': content,
  '.github/dependabot.yml': content,
  CODEOWNERS: content,
  'CHANGELOG.md': content,
  'migrations/0001_a.up.sql': content,
  'migrations/0001_a.down.sql': content,
  'prisma/migrations/20260101000000_a/migration.sql': content,
})

describe.each(names)('%s', (action) => {
  test.each([
    ['10 MB on one line', line],
    ['binary', Buffer.from(Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256))],
    ['not UTF-8', notUtf8],
    ['empty', ''],
    ['a NUL at the end', 'select 1;\u0000'],
    ['UTF-16 with a mark', Buffer.from('\ufeffselect 1;', 'utf16le')],
    ['very many lines', '\n'.repeat(200_000)],
    ['deep nesting', `${'['.repeat(50_000)}${']'.repeat(50_000)}`],
    ['commands for the runner', '::error::x\n##[set-output name=allowed]true\n::stop-commands::x\n'],
  ])('files that are %s', async (_, content) => {
    expectJudged(await judge(action, wanted(content)))
  })

  test('links: loops, out of the workspace, to nowhere', async () => {
    const result = await judge(action, {
      a: { link: 'b' },
      b: { link: 'a' },
      self: { link: '.' },
      '.env': { link: join(outside, 'secret.txt') },
      'config/.env': { link: '../../../../../../etc/passwd' },
      'package-lock.json': { link: '/dev/zero' },
      '.github/workflows/ci.yml': { link: join(outside, 'secret.txt') },
      'migrations/0001_a.up.sql': { link: join(outside, 'secret.txt') },
      nowhere: { link: '/nowhere/at/all' },
    })
    expectJudged(result)
  })

  test('names with line breaks, commands, backticks, HTML, quotes and bidirectional overrides', async () => {
    const hostile = [
      '\n::error::x',
      '::set-output name=allowed::true',
      '##[error]x',
      '`x`',
      '<img src=x>',
      '"',
      '\u202egnp',
      '@all',
      '|a|',
      '-n',
      ' ',
      '\\',
      '%0A::error::x',
    ]
    const files = hostile.flatMap((name) => [
      [`${name}/.env`, `API_KEY="${'k'.repeat(40)}"\n`],
      [`migrations/${name}.up.sql`, 'create table t ();\n'],
      [
        `.github/workflows/${name}.yml`,
        'on: pull_request_target\njobs: { a: { runs-on: x, steps: [{ uses: a/b@v1 }] } }\n',
      ],
      [`${name}/package-lock.json`, '{ "lockfileVersion": 3, "packages": {} }\n'],
    ])
    const result = await judge(action, Object.fromEntries(files))
    expectJudged(result)
    expect(await marked.parse(result.summary)).not.toMatch(/<img/)
    expect(result.summary).not.toContain('\u202e')
  })
})
