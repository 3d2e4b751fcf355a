import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { connect, type GitHub } from '@operator/github'
import {
  addArtifact,
  addWorkflowRun,
  createWorld,
  type NewArtifact,
  type Permissions,
  type StandIn,
  startGitHub,
  type World,
} from '../../test/github/index.ts'
import { collectProof, evidenceArtifact, evidenceFile } from './collect-proof.ts'
import type { RunFacts } from './run-facts.ts'
import { predicateType, type Statement, statementType } from './statement.ts'
import { serialiseEvidence } from './text.ts'

const workflow = '.github/workflows/deploy.yml'
const called = '.github/workflows/checks.yml'
const repositoryId = 900_001

let folder: string
let world: World
let server: StandIn

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'evidence-'))
  git('init', '-q', '-b', 'main')
  commit({
    [workflow]: 'on: push\njobs:\n  checks:\n    uses: ./.github/workflows/checks.yml\n',
    [called]: 'on: workflow_call\n',
  })
  world = createWorld({ repository: { owner: 'octo', name: 'shop', git: folder } })
  server = await startGitHub(world)
})

afterEach(async () => {
  expect(server.violations).toEqual([])
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Mona', '-c', 'user.email=mona@example.com']
  return execFileSync('git', [...identity, ...args], { cwd: folder })
    .toString()
    .trim()
}

function commit(files: Readonly<Record<string, string>>): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  git('add', '.')
  git('commit', '-qm', 'change')
  return git('rev-parse', 'HEAD')
}

function client(permissions: Permissions = { actions: 'read', contents: 'read' }): GitHub {
  return connect({
    token: server.mintToken({ permissions }),
    apiUrl: server.apiUrl,
    graphqlUrl: server.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: '0',
  })
}

function runAt(sha: string, id: number): RunFacts {
  return {
    repository: { id: repositoryId, name: 'octo/shop' },
    event: 'push',
    headSha: sha,
    id,
    attempt: 1,
    workflow: { path: workflow, ref: 'refs/heads/main', sha },
  }
}

function statementOf(run: RunFacts | null): Statement {
  const oid = 'a'.repeat(40)
  return {
    _type: statementType,
    subject: [
      { name: 'commit', digest: { gitCommit: oid } },
      { name: 'tree', digest: { gitTree: oid } },
    ],
    predicateType,
    predicate: {
      action: 'security-baseline',
      version: '0',
      verdict: 'go',
      allowed: true,
      generatedAt: '2026-11-25T12:00:00Z',
      validUntil: '2026-11-26T12:00:00Z',
      subject: {
        repository: { id: repositoryId, name: 'octo/shop' },
        service: 'default',
        mode: 'enforce',
        stage: 'deploy',
        intent: 'release',
        head: oid,
        base: null,
        baseMeaning: 'nothing',
        tree: oid,
      },
      baseTree: null,
      policyDigest: 'p',
      checks: [{ id: 'security-baseline/secrets', level: 'enforce', status: 'pass', code: 'none' }],
      reportDigest: 'f'.repeat(64),
      run,
    },
  }
}

describe('within one run', () => {
  const here = async (sha: string) => {
    const run = runAt(sha, 5)
    const proof = await collectProof(statementOf(run), client(), run)
    return proof.kind === 'same-run' ? proof.workflow : proof
  }

  test('the workflow and what it calls are the default branch’s', async () => {
    expect(await here(git('rev-parse', 'main'))).toEqual({ kind: 'equal' })
  })

  test('a changed workflow, a changed called workflow and a new one are not', async () => {
    git('checkout', '-qb', 'topic')
    const changed = commit({ [workflow]: 'on: push\njobs: {}\n' })
    expect(await here(changed)).toEqual({ kind: 'differs', path: workflow })
    git('checkout', '-q', '-b', 'other', 'main')
    const changedCall = commit({ [called]: 'on: workflow_call\njobs: {}\n' })
    expect(await here(changedCall)).toEqual({ kind: 'differs', path: called })
    git('checkout', '-q', 'main')
    git('rm', '-q', workflow)
    git('commit', '-qm', 'remove')
    expect(await here(changed)).toEqual({ kind: 'differs', path: workflow })
  })

  test('a token that may not read contents leaves it open', async () => {
    const run = runAt(git('rev-parse', 'main'), 5)
    const proof = await collectProof(statementOf(run), client({ actions: 'read' }), run)
    expect(proof).toMatchObject({ kind: 'same-run', workflow: { kind: 'unread' } })
  })
})

describe('of another run', () => {
  function finishedRun(artifact?: Partial<NewArtifact> & { readonly statement?: Statement }): Statement {
    const sha = git('rev-parse', 'main')
    const { id } = addWorkflowRun(world, { workflow, sha, event: 'push' })
    const statement = statementOf(runAt(sha, id))
    if (artifact !== undefined) {
      const { statement: kept = statement, ...rest } = artifact
      const files = { [evidenceFile]: `${serialiseEvidence(kept)}\n`, 'report.json': '{}' }
      addArtifact(world, { run: id, name: evidenceArtifact('security-baseline'), files, ...rest })
    }
    return statement
  }

  async function readBack(statement: Statement, permissions?: Permissions) {
    const proof = await collectProof(statement, client(permissions), runAt('b'.repeat(40), 1))
    if (proof.kind !== 'read-back') throw new Error(`The proof is ${proof.kind}.`)
    return proof
  }

  test('run, workflow and artifact are read back', async () => {
    const statement = finishedRun({})
    expect(await readBack(statement)).toEqual({
      kind: 'read-back',
      run: {
        repositoryId,
        id: statement.predicate.run?.id ?? 0,
        attempt: 1,
        event: 'push',
        headSha: git('rev-parse', 'main'),
        path: workflow,
      },
      artifact: { kind: 'equal', digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) },
      workflow: { kind: 'equal' },
    })
  })

  test.each<[string, Parameters<typeof finishedRun>[0], object]>([
    ['no artifact', undefined, { kind: 'missing', name: 'operator-security-baseline' }],
    ['an artifact of another name', { name: 'operator-precheck' }, { kind: 'missing' }],
    ['a digest that does not fit', { digest: `sha256:${'0'.repeat(64)}` }, { kind: 'differs' }],
    ['no digest', { digest: null }, { kind: 'differs' }],
    ['no evidence in it', { files: { 'report.json': '{}' } }, { kind: 'unread' }],
    ['no evidence of any kind', { files: { [evidenceFile]: 'go' } }, { kind: 'differs' }],
    ['too much in it', { files: { [evidenceFile]: 'x'.repeat(70_000) } }, { kind: 'differs' }],
    ['an artifact that expired', { expired: true }, { kind: 'unread' }],
  ])('%s', async (_, artifact, expected) => {
    expect((await readBack(finishedRun(artifact))).artifact).toMatchObject(expected)
  })

  test('an artifact that says something else', async () => {
    const other = statementOf(null)
    expect((await readBack(finishedRun({ statement: other }))).artifact).toMatchObject({ kind: 'differs' })
  })

  test('the newest of several artifacts counts', async () => {
    const statement = finishedRun({})
    const run = statement.predicate.run?.id ?? 0
    addArtifact(world, { run, name: 'operator-security-baseline', files: { [evidenceFile]: 'later' } })
    expect((await readBack(statement)).artifact).toMatchObject({ kind: 'differs' })
  })

  test('a run that does not exist, or that the token may not read', async () => {
    const missing = statementOf(runAt(git('rev-parse', 'main'), 999))
    expect(await collectProof(missing, client(), undefined)).toMatchObject({
      kind: 'none',
      code: 'run-unread',
    })
    const unreadable = await collectProof(finishedRun({}), client({ contents: 'read' }), undefined)
    expect(unreadable).toMatchObject({ kind: 'none', code: 'run-unread' })
  })
})

test('without a run or without a token nothing is believed', async () => {
  expect(await collectProof(statementOf(null), client(), undefined)).toMatchObject({ code: 'no-run' })
  const statement = statementOf(runAt('a'.repeat(40), 5))
  expect(await collectProof(statement, undefined, undefined)).toMatchObject({ code: 'no-token' })
})
