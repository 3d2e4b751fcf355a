import { lstatSync, mkdirSync, mkdtempSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { TemporaryRepository } from '../../git/temporary-repository.ts'
import { exportTree } from './export-tree.ts'

let repository: TemporaryRepository
let folder: string

beforeEach(() => {
  repository = new TemporaryRepository()
  folder = mkdtempSync(join(tmpdir(), 'export-'))
})

afterEach(() => {
  repository.remove()
  rmSync(folder, { recursive: true, force: true })
})

async function exported(commit: string) {
  await exportTree(await openRepository(repository.directory), commit, folder)
  return (path: string) => readFileSync(join(folder, path), 'utf8')
}

test('every file is as git has it, whatever the attributes say', async () => {
  const commit = repository.commit({
    '.gitattributes': '*.sql export-ignore\n*.js filter=evil export-subst eol=crlf\n',
    'm/1.sql': 'drop table a;\n',
    'm/2.js': '$Format:%H$\n',
  })
  repository.write('m/1.sql', 'not committed')
  const read = await exported(commit)
  expect(read('m/1.sql')).toBe('drop table a;\n')
  expect(read('m/2.js')).toBe('$Format:%H$\n')
})

test('programs stay executable and links stay links', async () => {
  repository.write('bin/migrate', '#!/bin/sh\n')
  repository.git('add', '--all')
  repository.git('update-index', '--chmod=+x', 'bin/migrate')
  const target = repository.gitWithInput('../../outside', 'hash-object', '-w', '--stdin')
  repository.git('update-index', '--add', '--cacheinfo', `120000,${target},link`)
  repository.git('commit', '--quiet', '-m', 'x')
  await exported(repository.git('rev-parse', 'HEAD'))
  expect(lstatSync(join(folder, 'bin/migrate')).mode & 0o111).not.toBe(0)
  expect(readlinkSync(join(folder, 'link'))).toBe('../../outside')
})

test('installed packages are there, in every folder that has files, and the tree’s own win', async () => {
  const commit = repository.commit({
    'package.json': '{}',
    'apps/api/package.json': '{}',
    'vendor/kept.txt': 'committed',
  })
  for (const directory of ['node_modules', 'apps/api/node_modules', 'dist']) {
    mkdirSync(join(repository.directory, directory), { recursive: true })
    writeFileSync(join(repository.directory, directory, 'found.txt'), directory)
  }
  const read = await exported(commit)
  expect(read('node_modules/found.txt')).toBe('node_modules')
  expect(read('apps/api/node_modules/found.txt')).toBe('apps/api/node_modules')
  expect(read('vendor/kept.txt')).toBe('committed')
  // A build of the head's migrations would make the base's run the same.
  expect(() => read('dist/found.txt')).toThrow('ENOENT')
})

test('a tree made by hand does not write beside the folder', async () => {
  const blob = repository.gitWithInput('x', 'hash-object', '-w', '--stdin')
  const entry = Buffer.concat([Buffer.from('100644 ../escaped\0'), Buffer.from(blob, 'hex')])
  const tree = repository.gitWithInput(entry, 'hash-object', '-t', 'tree', '-w', '--literally', '--stdin')
  await exported(repository.git('commit-tree', tree, '-m', 'x'))
  expect(() => readFileSync(join(folder, '..', 'escaped'))).toThrow('ENOENT')
})
