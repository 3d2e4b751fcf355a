import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals'
import { createRepository, type FileContent, type TestRepository } from '../git/repository.ts'
import { createWorld, type Permissions, type StandIn, startGitHub } from '../github/index.ts'
import { advisory, type OsvServer, range, startOsv } from '../osv/index.ts'
import { releaseTree } from './built-tree.ts'
import { runComposite } from './composite.ts'

const records = [
  advisory('GHSA-1111-2222-3333', {
    aliases: ['CVE-2026-1'],
    summary: 'Path traversal in bad | <img src=x> @mona',
    affected: [range('npm', 'bad', '0', '1.5.0')],
    database_specific: { severity: 'CRITICAL' },
  }),
]

let tree: string
beforeAll(async () => {
  tree = await releaseTree(['security-baseline', 'dependency-audit'])
}, 120_000)

let repository: TestRepository
let workspace: string
let osv: OsvServer
let github: StandIn
beforeEach(async () => {
  osv = await startOsv({ records })
  repository = createRepository()
  commit({ 'README.md': 'x' })
  workspace = mkdtempSync(join(tmpdir(), 'operator-workspace-'))
  github = await startGitHub(
    createWorld({ repository: { owner: 'octo', name: 'shop', git: repository.directory } }),
  )
})
afterEach(async () => {
  await Promise.all([osv.close(), github.close()])
  repository.remove()
  rmSync(workspace, { recursive: true, force: true })
})

const commit = (files: Readonly<Record<string, FileContent>>) => repository.commit(files)
const lock = (version: string) =>
  JSON.stringify({
    lockfileVersion: 3,
    packages: {
      '': { dependencies: { a: '1' } },
      'node_modules/a': { version: '1.0.0', dependencies: { bad: '1' } },
      'node_modules/bad': { version },
    },
  })

interface AuditOptions {
  readonly permissions?: Permissions
  readonly environment?: Readonly<Record<string, string>>
  readonly inputs?: Readonly<Record<string, string>>
  readonly policy?: string
}

async function audit(files: Readonly<Record<string, FileContent>>, options: AuditOptions = {}) {
  const source = `security: { dependencies: { source: "${osv.url}" } }`
  const head = commit({ ...files, '.github/operator.yml': options.policy ?? source })
  rmSync(workspace, { recursive: true, force: true })
  execFileSync('git', ['clone', '--quiet', repository.directory, workspace])
  const before = github.requests.length
  const result = await runComposite({
    directory: join(tree, 'dependency-audit'),
    workspace,
    inputs: {
      'github-token': github.mintToken({
        permissions: options.permissions ?? { contents: 'read', issues: 'write' },
      }),
      ...options.inputs,
    },
    payload: { schedule: '23 5 * * *' },
    environment: {
      PATH: process.env['PATH'] ?? '',
      GITHUB_ACTIONS: 'true',
      GITHUB_EVENT_NAME: 'schedule',
      GITHUB_REPOSITORY: 'octo/shop',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_SHA: head,
      GITHUB_RUN_ID: '7',
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_SERVER_URL: github.serverUrl,
      GITHUB_WORKSPACE: workspace,
      ...options.environment,
    },
  })
  const writes = github.requests
    .slice(before)
    .filter(({ method, operation }) => method !== 'GET' && operation !== 'graphql').length
  return { ...result, writes, issue: github.world.issues[0] }
}

describe('dependency-audit, as the release ships it', () => {
  test('opens one issue, leaves it alone, updates, closes and reopens it', async () => {
    const first = await audit({ 'package-lock.json': lock('1.2.0') })
    expect(first.exitCode).toBe(1)
    expect(first.outputs).toMatchObject({
      verdict: 'no-go',
      allowed: 'false',
      issue: `${github.serverUrl}/octo/shop/issues/1`,
    })
    expect(first.issue).toMatchObject({
      title: 'Dependency audit: 1 vulnerable package, worst critical',
      state: 'open',
    })
    expect(first.issue?.body).toContain(
      '[GHSA-1111-2222-3333](https://github.com/advisories/GHSA-1111-2222-3333)',
    )
    expect(first.issue?.body).toContain('Update bad to 1.5.0: `npm update bad`')
    expect(first.issue?.body).toContain('through a → bad')
    expect(first.issue?.body).not.toContain('<img')
    expect(first.issue?.body).not.toContain('@mona')
    expect(existsSync(join(workspace, '.operator-audit'))).toBe(false)

    const again = await audit({ 'src/a.ts': 'unrelated' })
    expect(again).toMatchObject({ exitCode: 1, writes: 0 })

    const bumped = await audit({ 'package-lock.json': lock('1.3.0') })
    expect(bumped).toMatchObject({ exitCode: 1, writes: 1, issue: { state: 'open' } })

    const clean = await audit({ 'package-lock.json': lock('1.5.0') })
    expect(clean).toMatchObject({
      exitCode: 0,
      writes: 1,
      outputs: { verdict: 'go', allowed: 'true' },
      issue: { state: 'closed', title: 'Dependency audit: no known vulnerability' },
    })
    expect((await audit({ 'src/a.ts': 'more' })).writes).toBe(0)
    expect((await audit({ 'package-lock.json': lock('1.0.0') })).issue?.state).toBe('open')
    expect(github.world.issues).toHaveLength(1)
  }, 120_000)

  test('a clean repository gets no issue', async () => {
    expect(await audit({ 'package-lock.json': lock('2.0.0') })).toMatchObject({
      exitCode: 0,
      writes: 0,
      outputs: { verdict: 'go', issue: '' },
      issue: undefined,
    })
  }, 60_000)

  test('an accepted advisory is listed as such, until its day', async () => {
    const exceptions = '[{ id: CVE-2026-1, reason: "not reachable", expires: 2099-01-31 }]'
    const policy = `security: { dependencies: { source: "${osv.url}" }, exceptions: ${exceptions} }`
    const opened = await audit({ 'package-lock.json': lock('1.2.0') })
    expect(opened.issue?.state).toBe('open')
    const accepted = await audit({}, { policy })
    expect(accepted).toMatchObject({ exitCode: 0, outputs: { verdict: 'go' }, issue: { state: 'closed' } })
    expect(accepted.issue?.body).toContain('until 2099-01-31')
  }, 60_000)

  test('a source that does not answer leaves the issue as it is, and the job red', async () => {
    await audit({ 'package-lock.json': lock('1.2.0') })
    const policy = 'security: { dependencies: { source: "http://127.0.0.1:1", timeout: 5s } }'
    const down = await audit({ 'package-lock.json': lock('1.5.0') }, { policy })
    expect(down).toMatchObject({
      exitCode: 1,
      writes: 0,
      outputs: { verdict: 'incomplete' },
      issue: { state: 'open' },
    })
  }, 60_000)

  test('a token that may not write issues fails the job, with the permission’s name', async () => {
    const result = await audit(
      { 'package-lock.json': lock('1.2.0') },
      { permissions: { contents: 'read', issues: 'read' } },
    )
    expect(result.exitCode).toBe(1)
    expect(result.log).toMatch(
      /::error::The tracking issue was not kept\. The token lacks the permission issues/,
    )
  }, 60_000)

  test.each([
    { name: 'another branch', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/heads/topic' },
    { name: 'a tag', GITHUB_EVENT_NAME: 'workflow_dispatch', GITHUB_REF: 'refs/tags/v1' },
  ])(
    '$name leaves the issue alone',
    async ({ name: _, ...environment }) => {
      const result = await audit({ 'package-lock.json': lock('1.2.0') }, { environment })
      expect(result).toMatchObject({ exitCode: 1, writes: 0, issue: undefined })
    },
    60_000,
  )

  test('what fails before it is red and leaves nothing behind', async () => {
    const result = await audit({ 'package-lock.json': lock('1.5.0') }, { inputs: { mode: 'lax' } })
    expect(result.exitCode).toBe(1)
    expect(result.outputs['allowed']).toBe('')
    expect(existsSync(join(workspace, '.operator-audit'))).toBe(false)
  }, 60_000)
})
