import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { createRepository, type FileContent, type TestRepository } from '../../test/git/repository.ts'
import { collectSecrets } from './collect.ts'
import { evaluateSecrets } from './evaluate.ts'
import { secretsPolicy } from './policy.ts'
import { seededRandom } from './random.ts'
import { githubRules } from './rules/github.ts'
import { secretsSnapshot } from './snapshot.ts'
import { zip } from './zip-scene.ts'

const token = (seed: number) => githubRules[0]?.sample(seededRandom(seed)) ?? ''
const now = new Date('2026-03-01T00:00:00Z')

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.remove())

async function judge(
  base: string | null,
  head: string,
  policy: object = {},
  directory = repository.directory,
) {
  const masked: string[] = []
  const parsed = secretsPolicy.parse(policy)
  const collected = await collectSecrets(
    { repository: await openRepository(directory), base, head },
    parsed,
    {
      onSecret: (secret) => masked.push(secret),
      onSecretInName: (secret) => masked.push(secret),
    },
  )
  const snapshot = secretsSnapshot.parse(JSON.parse(JSON.stringify(collected)))
  const [outcome] = evaluateSecrets(snapshot, parsed, now)
  if (outcome === undefined) throw new Error('There is no outcome.')
  return { outcome, masked, snapshot }
}
const commit = (files: Readonly<Record<string, FileContent>>, message?: string) =>
  repository.commit(files, message === undefined ? {} : { message })
const states = ({ outcome }: Awaited<ReturnType<typeof judge>>) =>
  outcome.findings.map(({ state, location }) => `${state} ${location?.path ?? 'commit'}`)

describe('what a change brings', () => {
  test('a credential in the name of a file, also of one that is gone again', async () => {
    const base = commit({ 'a.ts': '' })
    const head = commit({ [`keys/${token(1)}.txt`]: 'x' })
    const { outcome, masked } = await judge(base, head)
    expect(outcome.status).toBe('fail')
    expect(masked).toContain(token(1))
    expect(JSON.stringify(outcome)).not.toContain(token(1))
    const gone = commit({ [`keys/${token(1)}.txt`]: null })
    expect((await judge(base, gone)).outcome.status).toBe('fail')
    expect((await judge(head, gone)).outcome.status).toBe('pass')
  })

  test('a packed file is read with what stands around it, and unknown where it cannot be opened', async () => {
    const base = commit({ 'a.ts': '' })
    const around = Buffer.concat([gzipSync('nothing here'), Buffer.from(`\n"${token(1)}"\n`)])
    expect((await judge(base, commit({ 'a.gz': around }))).outcome.status).toBe('fail')
    const broken = gzipSync('nothing here').subarray(0, 25)
    const { outcome } = await judge(base, commit({ 'a.gz': broken }), { history: false })
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'unread-files' } })
  })

  test('introduced fails; moved, or in another file all along, does not', async () => {
    const base = commit({ 'a.ts': `x = "${token(1)}"\n`, 'old.ts': `y = "${token(2)}"` })
    const moved = commit({ 'a.ts': `// moved down\n\nx = "${token(1)}"\n` })
    expect(await judge(base, moved)).toMatchObject({ outcome: { status: 'pass' } })
    expect(states(await judge(base, moved))).toEqual(['existing a.ts', 'existing old.ts'])
    const renamed = commit({ 'a.ts': null, 'b.ts': `x = "${token(1)}"\n` })
    expect(states(await judge(base, renamed))).toEqual(['existing b.ts', 'existing old.ts'])
    const added = commit({ 'c.ts': `z = "${token(3)}"` })
    const judged = await judge(base, added)
    expect(judged).toMatchObject({ outcome: { status: 'fail', reason: { code: 'secret-introduced' } } })
    expect(judged.masked).toContain(token(3))
    expect(states(await judge(null, added))).toEqual(
      ['introduced b.ts', 'introduced old.ts', 'introduced c.ts'].sort(),
    )
  })

  test('a second copy of an old one is introduced, a removed one is fixed', async () => {
    const base = commit({ 'a.ts': `x = "${token(1)}"` })
    expect(states(await judge(base, commit({ 'b.ts': `x = "${token(1)}"` })))).toContain('introduced b.ts')
    expect(states(await judge(base, commit({ 'a.ts': 'x', 'b.ts': null })))).toEqual(['fixed a.ts'])
  })

  test('pushed and removed again is leaked, unless the policy looks at both ends only', async () => {
    const base = commit({ 'a.ts': 'x' })
    commit({ 'a.ts': `x = "${token(1)}"` })
    const head = commit({ 'a.ts': 'y' })
    const judged = await judge(base, head)
    expect(judged.outcome).toMatchObject({ status: 'fail' })
    expect(judged.outcome.findings[0]?.message).toContain('no longer in the tree')
    expect((await judge(base, head, { history: false })).outcome.status).toBe('pass')
  })

  test('a commit message', async () => {
    const base = commit({ 'a.ts': 'x' })
    const head = commit({ 'a.ts': 'y' }, `Fix\n\nwith ${token(4)}`)
    expect((await judge(base, head)).outcome.status).toBe('fail')
  })

  test('what only a merge brought in', async () => {
    const base = commit({ 'a.ts': 'x' })
    const side = repository.commit({ 'side.ts': 'x' }, { parent: base })
    const main = repository.commit({ 'main.ts': 'x' }, { parent: base })
    const files = { 'side.ts': 'x', 'evil.ts': `"${token(5)}"` }
    const merge = repository.commit(files, { parent: main, merge: side })
    expect(states(await judge(base, merge))).toEqual(['introduced evil.ts'])
    expect(states(await judge(base, commit({ 'evil.ts': null })))).toEqual(['introduced evil.ts'])
  })
})

describe('hostile files', () => {
  test.each<[string, FileContent]>([
    ['10 MB on one line', `${'a'.repeat(10_000_000)}"${token(6)}"`],
    [
      'binary',
      Buffer.concat([Buffer.from([0, 255, 254, 1]), Buffer.from(`"${token(6)}"`), Buffer.alloc(50, 200)]),
    ],
    ['not UTF-8', Buffer.concat([Buffer.from([0xc3, 0x28, 10]), Buffer.from(`"${token(6)}"\n`)])],
    ['UTF-16', Buffer.from(`\ufeffpassword\n${token(6)}\n`, 'utf16le')],
    ['gzip', gzipSync(`"${token(6)}"`)],
    ['Windows line breaks', `a\r\nb = "${token(6)}"\r\n`],
  ])('%s: read, and the token found', async (_, content) => {
    const base = commit({ 'a.txt': 'x' })
    expect((await judge(base, commit({ 'b.dat': content }))).outcome.status).toBe('fail')
  })

  test.each([
    'new\nline.ts',
    '::error::pwned.ts',
    '`a`|<b>.ts',
    ' spaces .ts',
    'quote".ts',
    '-rf.ts',
    'ünïcode.ts',
    ':(top)a.ts',
  ])('a file named %j', async (path) => {
    const base = commit({ 'a.txt': 'x' })
    expect(states(await judge(base, commit({ [path]: `"${token(7)}"` })))).toEqual([`introduced ${path}`])
  })

  test('a token in members of an archive is told once, with the first one’s name and no line', async () => {
    const base = commit({ 'a.txt': 'x' })
    const archive = zip([
      { name: 'readme.txt', content: 'nothing\n'.repeat(50) },
      { name: 'app/a.yml', content: `\n\na: "${token(9)}"\nb: "${token(9)}"\n` },
      { name: 'again.yml', content: `"${token(9)}"` },
    ])
    const { outcome } = await judge(base, commit({ 'app.jar': archive }))
    expect(outcome.findings).toMatchObject([{ state: 'introduced', location: { path: 'app.jar' } }])
    expect(outcome.findings[0]?.message).toContain(' in its app/a.yml: ')
    expect(outcome.findings[0]?.location?.line).toBeUndefined()
  })

  test('links are what they point to as text, whatever they point to', async () => {
    const base = commit({ 'a.txt': 'x' })
    const head = commit({
      loop: { link: 'loop' },
      out: { link: '../../../../../../etc/passwd' },
      inside: { link: 'a.txt' },
      leak: { link: `https://user:${token(8)}@host.example.io/` },
    })
    const judged = await judge(base, head)
    expect(states(judged)).toEqual(['introduced leak'])
    expect(JSON.stringify(judged.snapshot)).not.toContain('root:')
  })

  test.each<[string, FileContent, object, RegExp]>([
    ['too large', 'a'.repeat(2_000), { 'max-file-size': 1_000 }, /larger than 1000 bytes/],
    [
      'in Git LFS',
      `version https://git-lfs.github.com/spec/v1\noid sha256:${'0'.repeat(64)}\nsize 9\n`,
      {},
      /LFS pointer/,
    ],
    ['a gzip bomb', gzipSync(Buffer.alloc(64 * 1024 * 1024)), {}, /grows too large/],
  ])('%s: unknown, by name, where the change brought it', async (_, content, policy, reason) => {
    const base = commit({ 'a.txt': 'x' })
    const head = commit({ 'data.bin': content })
    const { outcome } = await judge(base, head, policy)
    expect(outcome).toMatchObject({ status: 'unknown', reason: { code: 'unread-files' } })
    expect(outcome.evidence.map(({ fact }) => fact).join()).toMatch(reason)
    const later = commit({ 'a.txt': 'y' })
    expect((await judge(head, later, policy)).outcome.status).toBe('pass')
  })

  test('too large for a moment is unknown too', async () => {
    const base = commit({ 'a.txt': 'x' })
    commit({ 'data.bin': 'a'.repeat(2_000) })
    const head = commit({ 'data.bin': null })
    expect((await judge(base, head, { 'max-file-size': 1_000 })).outcome).toMatchObject({ status: 'unknown' })
  })
})

describe('a shallow clone', () => {
  let clone: string
  beforeEach(() => {
    clone = mkdtempSync(join(tmpdir(), 'operator-clone-'))
  })
  afterEach(() => rmSync(clone, { recursive: true, force: true }))
  const cloneWith = (depth: number) =>
    execFileSync('git', ['clone', '--quiet', `--depth=${depth}`, `file://${repository.directory}`, clone])

  test('that lacks a commit of the change is not the change', async () => {
    const base = commit({ 'a.txt': '1' })
    commit({ 'a.txt': `"${token(9)}"` })
    const head = commit({ 'a.txt': '3' })
    cloneWith(1)
    execFileSync('git', ['fetch', '--quiet', '--depth=1', 'origin', base], { cwd: clone })
    expect((await judge(base, head, {}, clone)).outcome).toMatchObject({
      status: 'unknown',
      reason: { code: 'history-incomplete' },
    })
  })

  test('that has them all is enough', async () => {
    commit({ 'a.txt': '0' })
    const base = commit({ 'a.txt': '1' })
    commit({ 'a.txt': `"${token(9)}"` })
    const head = commit({ 'a.txt': '3' })
    cloneWith(3)
    expect((await judge(base, head, {}, clone)).outcome.status).toBe('fail')
  })
})
