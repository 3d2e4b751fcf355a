import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openRepository, readBlobs } from './index.ts'
import { TemporaryRepository } from './temporary-repository.ts'

const path = process.env['PATH'] ?? ''
const git = execFileSync('/bin/sh', ['-c', 'command -v git']).toString().trim()
let folder: string
let repository: TemporaryRepository

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'odd-git-'))
  repository = new TemporaryRepository()
})

afterEach(() => {
  process.env['PATH'] = path
  rmSync(folder, { recursive: true, force: true })
  repository.remove()
})

/** Puts a git before the real one which does something else where it is asked for contents. */
function replaceContents(script: string): void {
  const body = `#!/bin/sh\ncase "$*" in *"--batch="*) ${script} ;; esac\nexec ${git} "$@"\n`
  writeFileSync(join(folder, 'git'), body, { mode: 0o755 })
  process.env['PATH'] = `${folder}${delimiter}${path}`
}

async function readOne(): Promise<string[]> {
  const commit = repository.commit({ 'a.txt': 'kept' })
  const oid = execFileSync(git, ['rev-parse', `${commit}:a.txt`], { cwd: repository.directory })
    .toString()
    .trim()
  const opened = await openRepository(repository.directory)
  const read: string[] = []
  for await (const blob of readBlobs(opened, [oid], { maxBytes: 100 })) {
    read.push(blob.kind === 'content' ? blob.content.toString() : blob.kind)
  }
  return read
}

test('a git that says more than a pipe holds is heard and does not hang', async () => {
  replaceContents('head -c 1000000 /dev/zero >&2')
  expect(await readOne()).toEqual(['kept'])
})

test('why git ended early is told', async () => {
  replaceContents('echo "fatal: the pack is broken" >&2; exit 128')
  await expect(readOne()).rejects.toThrow('git cat-file ended early: fatal: the pack is broken')
})

test('a git that ends early without a word', async () => {
  replaceContents('exit 1')
  await expect(readOne()).rejects.toThrow('git cat-file ended early.')
})
