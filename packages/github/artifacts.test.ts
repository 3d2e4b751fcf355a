import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { zipSync } from 'fflate'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import {
  addArtifact,
  addWorkflowRun,
  createWorld,
  type NewArtifact,
  type StandIn,
  startGitHub,
  type World,
  zipOf,
} from '../../test/github/index.ts'
import { listRunArtifacts, readArtifactFile } from './artifacts.ts'
import type { GitHub } from './client.ts'
import { connect } from './connect.ts'

const limits = { maxArchive: 100_000, maxFile: 10_000 }

let worktree: Worktree
let world: World
let server: StandIn
let github: GitHub
let run: number

beforeEach(async () => {
  worktree = createWorktree()
  worktree.commit({ a: '1' }, 'first')
  world = createWorld({ repository: { owner: 'octo', name: 'shop', git: worktree.directory } })
  server = await startGitHub(world)
  github = connect({
    token: server.mintToken({ permissions: { actions: 'read' } }),
    apiUrl: server.apiUrl,
    graphqlUrl: server.graphqlUrl,
    repository: { owner: 'octo', name: 'shop' },
    version: '0',
  })
  run = addWorkflowRun(world, { workflow: 'ci.yml', sha: 'main' }).id
})

afterEach(async () => {
  expect(server.violations).toEqual([])
  await server.close()
  worktree.remove()
})

async function read(artifact: Partial<NewArtifact>, archive?: Uint8Array) {
  const added = addArtifact(world, { run, name: 'kept', files: { 'a.txt': 'hello' }, ...artifact })
  if (archive !== undefined) {
    const digest = `sha256:${createHash('sha256').update(archive).digest('hex')}`
    Object.assign(added, { zip: Buffer.from(archive), digest })
  }
  const listed = await listRunArtifacts(github, run, 'kept')
  const [found] = listed.ok ? listed.value : []
  if (found === undefined) throw new Error('The artifact was not listed.')
  const content = await readArtifactFile(github, found, 'a.txt', limits)
  return content.ok ? content.value.toString() : content.problem
}

test('a stored file', async () => {
  expect(await read({})).toBe('hello')
})

test('a file in a folder', async () => {
  expect(await read({ files: { 'x/a.txt': 'hello' } })).toBe('hello')
})

test('a compressed file', async () => {
  const archive = zipSync({ 'a.txt': Buffer.from('hello '.repeat(100)), 'b.txt': Buffer.from('x') })
  expect(await read({}, archive)).toBe('hello '.repeat(100))
})

test('only artifacts of that very name are listed', async () => {
  addArtifact(world, { run, name: 'kept-2', files: {} })
  const listed = await listRunArtifacts(github, run, 'kept')
  expect(listed).toEqual({ ok: true, value: [] })
})

test.each<[string, Partial<NewArtifact>, object]>([
  ['another digest', { digest: `sha256:${'0'.repeat(64)}` }, { kind: 'invalid' }],
  ['no digest', { digest: null }, { kind: 'invalid' }],
  ['no such file', { files: { 'b.txt': '' } }, { kind: 'not-found' }],
  ['a file whose name only ends so', { files: { 'xa.txt': 'hello' } }, { kind: 'not-found' }],
  ['two files of that name', { files: { 'a.txt': 'hello', 'x/a.txt': 'no' } }, { kind: 'invalid' }],
  ['a file beyond the limit', { files: { 'a.txt': 'x'.repeat(10_001) } }, { kind: 'invalid' }],
  ['an archive beyond the limit', { files: { 'b.txt': 'x'.repeat(100_001) } }, { kind: 'invalid' }],
  ['an expired archive', { expired: true }, { kind: 'not-found' }],
])('%s is a problem', async (_, artifact, problem) => {
  expect(await read(artifact)).toMatchObject(problem)
})

/** Overwrites the size that a local and a central header claim for an entry. */
function claimSize(archive: Uint8Array, size: number): Uint8Array {
  const bytes = Buffer.from(archive)
  bytes.writeUInt32LE(size, 22)
  bytes.writeUInt32LE(size, bytes.indexOf(Buffer.from('PK\x01\x02')) + 24)
  return bytes
}

test('a bomb that claims to be small does not go off', async () => {
  const bomb = claimSize(zipSync({ 'a.txt': Buffer.alloc(5_000_000) }), 100)
  const content = await read({}, bomb)
  expect(typeof content === 'string' ? content.length : 0).toBeLessThanOrEqual(limits.maxFile)
})

test('two entries of one name', async () => {
  const twice = Buffer.from(zipOf({ 'a.txt': 'one', 'b.txt': 'two' }))
  for (let at = twice.indexOf('b.txt'); at >= 0; at = twice.indexOf('b.txt')) twice.write('a.txt', at)
  expect(await read({}, twice)).toMatchObject({ kind: 'invalid' })
})

test.each([0, 10, 60])('bytes that are no archive, cut at %i', async (length) => {
  expect(await read({}, zipOf({ 'a.txt': 'hello' }).subarray(0, length))).toMatchObject({ kind: 'invalid' })
})
