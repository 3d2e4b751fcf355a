import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import {
  type BlobContent,
  diffTrees,
  isAncestor,
  isLfsPointer,
  listCommits,
  listRangeBlobs,
  listTree,
  mergeBase,
  NotARepositoryError,
  openRepository,
  readBlobs,
  readFile,
  resolveCommit,
} from './index.ts'
import { TemporaryRepository } from './temporary-repository.ts'

const made: TemporaryRepository[] = []

function makeRepository(...options: readonly string[]): TemporaryRepository {
  const repository = new TemporaryRepository(...options)
  made.push(repository)
  return repository
}

afterEach(() => {
  for (const repository of made.splice(0)) repository.remove()
})

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

function text(blob: BlobContent | undefined): string | undefined {
  return blob?.kind === 'content' ? blob.content.toString() : blob?.kind
}

describe('openRepository', () => {
  test('says what is no repository, and why', async () => {
    await expect(openRepository('/nowhere/at/all')).rejects.toThrow('There is no folder /nowhere/at/all.')
    const repository = makeRepository()
    repository.write('file', '')
    await expect(openRepository(join(repository.directory, 'file'))).rejects.toThrow(NotARepositoryError)
    repository.git('config', 'core.repositoryFormatVersion', '99')
    await expect(openRepository(repository.directory)).rejects.toThrow('is not a git repository')
  })

  test('a repository without commits, an unborn branch, a detached HEAD', async () => {
    const repository = makeRepository()
    const opened = await openRepository(repository.directory)
    expect(opened).toMatchObject({ hasCommits: false, shallow: false })
    expect(await resolveCommit(opened, 'HEAD')).toBeUndefined()
    const first = repository.commit({ a: '1' })
    repository.git('checkout', '--quiet', '--orphan', 'empty')
    expect(await openRepository(repository.directory)).toMatchObject({ hasCommits: true })
    repository.git('checkout', '--quiet', '--force', '--detach', first)
    expect((await resolveCommit(await openRepository(repository.directory), 'HEAD'))?.oid).toBe(first)
  })

  test('SHA-256 object names are refused with one sentence', async () => {
    const repository = makeRepository('--object-format=sha256')
    await expect(openRepository(repository.directory)).rejects.toThrow(
      'Repositories with sha256 object names are not supported yet.',
    )
  })

  test('bare repositories, linked work trees and subfolders work', async () => {
    const repository = makeRepository()
    const head = repository.commit({ 'sub/a': '1' })
    const bare = makeRepository('--bare')
    bare.git('fetch', '--quiet', repository.directory, 'main:main')
    expect((await resolveCommit(await openRepository(bare.directory), 'main'))?.oid).toBe(head)
    repository.git('worktree', 'add', '--quiet', 'linked', '-b', 'other')
    for (const folder of ['linked', 'sub']) {
      const opened = await openRepository(join(repository.directory, folder))
      expect((await listTree(opened, head)).map(({ path }) => path)).toEqual(['sub/a'])
      expect(await diffTrees(opened, null, head)).toHaveLength(1)
    }
  })
})

describe('what the objects say', () => {
  test('every kind of entry, with paths of any bytes', async () => {
    const repository = makeRepository()
    const blob = repository.gitWithInput('x', 'hash-object', '-w', '--stdin')
    const commit = repository.commit()
    const paths: [string, Buffer][] = [
      ['100644', Buffer.from('new\nline `::error::` "quoted"')],
      ['100755', Buffer.from('ünïcode ✅')],
      ['120000', Buffer.from('link')],
      ['100644', Buffer.from([0x66, 0xff, 0xfe, 0x67])],
    ]
    const records = paths.map(([mode, path]) =>
      Buffer.concat([Buffer.from(`${mode} blob ${blob}\t`), path, Buffer.from([0])]),
    )
    const submodule = Buffer.from(`160000 commit ${commit}\tmodule\0`)
    const tree = repository.gitWithInput(Buffer.concat([...records, submodule]), 'mktree', '-z')
    const opened = await openRepository(repository.directory)
    const entries = await listTree(opened, tree)
    expect(new Map(entries.map(({ path, mode, size }) => [path, `${mode} ${size}`]))).toEqual(
      new Map([
        ['new\nline `::error::` "quoted"', '100644 1'],
        ['ünïcode ✅', '100755 1'],
        ['link', '120000 1'],
        ['f\ufffd\ufffdg', '100644 1'],
        ['module', '160000 undefined'],
      ]),
    )
    expect(entries.find(({ pathBytes }) => pathBytes !== undefined)?.pathBytes).toEqual(paths[3]?.[1])
    expect(await diffTrees(opened, null, tree)).toHaveLength(5)
    expect(text(await readFile(opened, tree, 'new\nline `::error::` "quoted"'))).toBe('x')
    expect(await readFile(opened, tree, 'module')).toBeUndefined()
    expect(await readFile(opened, tree, '*')).toBeUndefined()
  })

  test('a rename is a deletion and an addition; a change of mode alone is a change', async () => {
    const repository = makeRepository()
    const before = repository.commit({ a: 'same\n'.repeat(50), b: '1' })
    repository.git('mv', 'a', 'c')
    repository.git('update-index', '--chmod=+x', 'b')
    repository.git('commit', '--quiet', '-m', 'x')
    const changes = await diffTrees(await openRepository(repository.directory), before, 'HEAD')
    expect(changes.map(({ path, before: old, after }) => [path, old?.mode, after?.mode])).toEqual([
      ['a', '100644', undefined],
      ['b', '100644', '100755'],
      ['c', undefined, '100644'],
    ])
  })

  test('blobs of any size and content, the missing and the too large by name', async () => {
    const repository = makeRepository()
    const contents = [Buffer.alloc(0), Buffer.from('\n\n'), Buffer.alloc(300_000, 7), Buffer.from('last')]
    const oids = contents.map((content) => repository.gitWithInput(content, 'hash-object', '-w', '--stdin'))
    const missing = '1234567890123456789012345678901234567890'
    const opened = await openRepository(repository.directory)
    const blobs = await collect(readBlobs(opened, [...oids, missing, ...oids], { maxBytes: 1_000_000 }))
    expect(blobs).toHaveLength(5)
    for (const [index, oid] of oids.entries()) {
      const found = blobs.find((blob) => blob.oid === oid)
      expect(found?.kind === 'content' && found.content.equals(contents[index] ?? Buffer.alloc(0))).toBe(true)
    }
    expect(blobs.find(({ oid }) => oid === missing)).toEqual({ kind: 'missing', oid: missing })
    expect(await collect(readBlobs(opened, oids.slice(2, 3), { maxBytes: 10 }))).toEqual([
      { kind: 'too-large', oid: oids[2], size: 300_000 },
    ])
    // A reader that stops early must not leave git waiting.
    for await (const blob of readBlobs(opened, oids, { maxBytes: 1_000_000 })) {
      expect(blob.kind).toBe('content')
      break
    }
  })

  test('LFS pointers are known by their first line and size', () => {
    const pointer = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n'
    expect(isLfsPointer(Buffer.from(pointer))).toBe(true)
    expect(isLfsPointer(Buffer.from(` ${pointer}`))).toBe(false)
    expect(isLfsPointer(Buffer.from(pointer + 'x'.repeat(1_024)))).toBe(false)
  })

  test('commits with any message, author and encoding', async () => {
    const repository = makeRepository()
    const first = repository.commit(
      { a: '1' },
      'subject\n\nbody with \u2028 and ::error::\n\nCo-authored-by: X <x@example.com>',
    )
    repository.git('config', 'i18n.commitEncoding', 'ISO-8859-1')
    repository.git('config', 'i18n.logOutputEncoding', 'UTF-16')
    repository.gitWithInput(Buffer.from([0x67, 0xfc, 0x6e]), 'commit', '--quiet', '--allow-empty', '-F', '-')
    const opened = await openRepository(repository.directory)
    const commits = await listCommits(opened, { include: 'HEAD', exclude: null })
    expect(commits.map(({ message }) => message.trim())).toEqual([
      'gün',
      'subject\n\nbody with \u2028 and ::error::\n\nCo-authored-by: X <x@example.com>',
    ])
    expect(commits[0]).toMatchObject({
      parents: [first],
      author: { name: 'Ada', email: 'ada@example.com' },
      committer: { name: 'Bob', email: 'bob@example.com' },
      committedAt: expect.stringMatching(/^2026-01-02T00:00:00/),
    })
    expect(await listCommits(opened, { include: 'HEAD', exclude: first })).toHaveLength(1)
    expect(await listCommits(opened, { include: 'HEAD', exclude: null, max: 1 })).toHaveLength(1)
  })

  test.each(['--upload-pack=x', '-1', '', 'HEAD\n', 'nothing', 'HEAD:a', '^HEAD', 'HEAD..HEAD'])(
    '%j names no commit',
    async (revision) => {
      const repository = makeRepository()
      repository.commit({ a: '1' })
      expect(await resolveCommit(await openRepository(repository.directory), revision)).toBeUndefined()
    },
  )

  test('ancestry and merge bases, also where there is none', async () => {
    const repository = makeRepository()
    const root = repository.commit({ a: '1' })
    const main = repository.commit({ a: '2' })
    repository.git('checkout', '--quiet', '-b', 'topic', root)
    const topic = repository.commit({ b: '1' })
    repository.git('checkout', '--quiet', '--orphan', 'alone')
    const alone = repository.commit({ c: '1' })
    const opened = await openRepository(repository.directory)
    expect(await mergeBase(opened, main, topic)).toBe(root)
    expect(await mergeBase(opened, main, alone)).toBeUndefined()
    expect(await isAncestor(opened, root, topic)).toBe(true)
    expect(await isAncestor(opened, main, topic)).toBe(false)
  })
})

describe('what a merge brings in', () => {
  test('content that only the merge commit itself has is seen', async () => {
    const repository = makeRepository()
    const root = repository.commit({ a: '1' })
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.commit({ b: '1' })
    repository.git('checkout', '--quiet', 'main')
    repository.commit({ c: '1' })
    repository.git('merge', '--quiet', '--no-commit', '--no-ff', 'topic')
    const merge = repository.commit({ evil: 'only in the merge' })
    for (const diffMerges of ['separate', 'off', 'first-parent', 'dense-combined']) {
      repository.git('config', 'log.diffMerges', diffMerges)
      const opened = await openRepository(repository.directory)
      const blobs = await collect(listRangeBlobs(opened, { include: merge, exclude: root }))
      expect(blobs.filter(({ commit }) => commit === merge).map(({ path }) => path)).toContain('evil')
      expect(new Set(blobs.map(({ path }) => path))).toEqual(new Set(['b', 'c', 'evil']))
    }
  })

  test('every version in the range, also one that is gone again at its end', async () => {
    const repository = makeRepository()
    const root = repository.commit({ a: '1' })
    repository.commit({ secret: 'first' })
    repository.commit({ secret: 'second' })
    repository.git('rm', '--quiet', 'secret')
    const head = repository.commit()
    const opened = await openRepository(repository.directory)
    const blobs = await collect(listRangeBlobs(opened, { include: head, exclude: root }))
    expect(blobs.map(({ path }) => path)).toEqual(['secret', 'secret'])
    expect(await collect(listRangeBlobs(opened, { include: head, exclude: null }))).toHaveLength(3)
  })
})

describe('a hostile repository', () => {
  /** Anything that runs leaves this file. */
  function trap(repository: TemporaryRepository): { readonly command: string; ran(): boolean } {
    const witness = join(repository.directory, 'ran')
    const script = join(repository.directory, 'trap.sh')
    writeFileSync(script, `#!/bin/sh\necho ran >> '${witness}'\n`, { mode: 0o755 })
    return { command: script, ran: () => existsSync(witness) }
  }

  async function readEverything(repository: TemporaryRepository, base: string, head: string) {
    const opened = await openRepository(repository.directory)
    const changes = await diffTrees(opened, base, head)
    await listCommits(opened, { include: head, exclude: null })
    const blobs = await collect(listRangeBlobs(opened, { include: head, exclude: base }))
    await collect(
      readBlobs(
        opened,
        blobs.map(({ oid }) => oid),
        { maxBytes: 1_000 },
      ),
    )
    await resolveCommit(opened, 'HEAD')
    await mergeBase(opened, base, head)
    return changes.map(({ path }) => path)
  }

  test('no configuration, hook, filter or attribute runs a program or hides a change', async () => {
    const repository = makeRepository()
    const { command, ran } = trap(repository)
    const base = repository.commit({ 'seen.txt': '1' })
    const head = repository.commit({
      'seen.txt': '2',
      'new.bin': 'x',
      '.gitattributes': '* -diff filter=evil diff=evil merge=evil export-ignore\n',
    })
    for (const [name, value] of [
      ['core.fsmonitor', command],
      ['core.hooksPath', repository.directory],
      ['core.pager', command],
      ['core.sshCommand', command],
      ['core.askPass', command],
      ['core.editor', command],
      ['core.attributesFile', join(repository.directory, '.gitattributes')],
      ['diff.external', command],
      ['diff.evil.textconv', command],
      ['diff.evil.command', command],
      ['filter.evil.smudge', command],
      ['filter.evil.clean', command],
      ['gpg.program', command],
      ['log.showSignature', 'true'],
      ['credential.helper', command],
      ['uploadpack.packObjectsHook', command],
      ['diff.relative', 'true'],
      ['diff.renames', 'copies'],
      ['diff.ignoreSubmodules', 'all'],
      ['diff.orderFile', join(repository.directory, '.gitattributes')],
      ['log.showRoot', 'false'],
      ['core.quotePath', 'true'],
      ['core.abbrev', '4'],
      ['alias.log', `!${command}`],
      ['alias.diff-tree', `!${command}`],
      ['format.pretty', 'oneline'],
    ] as const) {
      repository.git('config', name, value)
    }
    mkdirSync(join(repository.directory, '.git', 'hooks'), { recursive: true })
    for (const hook of ['post-checkout', 'reference-transaction', 'post-index-change', 'pre-auto-gc']) {
      symlinkSync(command, join(repository.directory, '.git', 'hooks', hook))
    }
    expect(await readEverything(repository, base, head)).toEqual(['.gitattributes', 'new.bin', 'seen.txt'])
    expect(ran()).toBe(false)
  })

  test('replace objects and grafts do not change what is read', async () => {
    const repository = makeRepository()
    const root = repository.commit({ a: 'good' })
    const head = repository.commit({ a: 'bad' })
    const [good, bad] = [repository.git('rev-parse', `${root}:a`), repository.git('rev-parse', `${head}:a`)]
    repository.git('replace', bad, good)
    repository.git('replace', head, root)
    writeFileSync(join(repository.directory, '.git', 'info', 'grafts'), `${head}\n`)
    const opened = await openRepository(repository.directory)
    expect((await resolveCommit(opened, head))?.parents).toEqual([root])
    expect(text(await readFile(opened, head, 'a'))).toBe('bad')
    expect(await diffTrees(opened, root, head)).toHaveLength(1)
    expect(await collect(listRangeBlobs(opened, { include: head, exclude: root }))).toHaveLength(1)
  })

  test('a submodule that .gitmodules and the configuration ignore is still a change', async () => {
    const repository = makeRepository()
    const root = repository.commit({
      '.gitmodules': '[submodule "m"]\n\tpath = m\n\turl = ../m\n\tignore = all\n',
    })
    repository.git('config', 'submodule.m.ignore', 'all')
    repository.git('update-index', '--add', '--cacheinfo', `160000,${root},m`)
    repository.git('commit', '--quiet', '-m', 'x')
    const changes = await diffTrees(await openRepository(repository.directory), root, 'HEAD')
    expect(changes).toEqual([{ path: 'm', before: undefined, after: { mode: '160000', oid: root } }])
  })

  test('nothing is fetched: a blob that a partial clone lacks is missing', async () => {
    const origin = makeRepository()
    origin.git('config', 'uploadpack.allowFilter', 'true')
    const base = origin.commit({ a: 'old' })
    const head = origin.commit({ a: 'new', b: 'more' })
    const clone = makeRepository()
    const { command, ran } = trap(clone)
    clone.git('remote', 'add', 'origin', `file://${origin.directory}`)
    clone.git('fetch', '--quiet', '--filter=blob:none', 'origin', 'main')
    clone.git('config', 'remote.origin.url', `ext::${command}`)
    clone.git('config', 'protocol.ext.allow', 'always')
    const opened = await openRepository(clone.directory)
    expect((await diffTrees(opened, base, head)).map(({ path }) => path)).toEqual(['a', 'b'])
    expect((await listTree(opened, head)).map(({ path }) => path)).toEqual(['a', 'b'])
    expect(text(await readFile(opened, head, 'a'))).toBe('missing')
    expect(ran()).toBe(false)
  })

  test('objects may lie in another repository', async () => {
    const origin = makeRepository()
    const head = origin.commit({ a: '1' })
    const clone = makeRepository()
    clone.write('.git/objects/info/alternates', `${join(origin.directory, '.git', 'objects')}\n`)
    clone.git('update-ref', 'refs/heads/main', head)
    expect(text(await readFile(await openRepository(clone.directory), head, 'a'))).toBe('1')
  })

  test('a shallow clone says so, and lacks what was cut', async () => {
    const origin = makeRepository()
    const root = origin.commit({ a: '1' })
    const head = origin.commit({ a: '2' })
    const clone = makeRepository()
    clone.git('fetch', '--quiet', '--depth=1', `file://${origin.directory}`, 'main')
    const opened = await openRepository(clone.directory)
    expect(opened.shallow).toBe(true)
    expect(await resolveCommit(opened, root)).toBeUndefined()
    expect((await resolveCommit(opened, head))?.parents).toEqual([])
  })
})
