import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from '@jest/globals'
import { createWorktree, type Worktree } from '../../test/git/worktree.ts'
import { commitReleaseTree, majorOf } from './release-tag.ts'

const made: Worktree[] = []
afterEach(() => {
  for (const worktree of made.splice(0)) worktree.remove()
})

function source(): Worktree {
  const worktree = createWorktree()
  made.push(worktree)
  worktree.commit({
    'main.ts': 'export {}\n',
    '.gitignore': 'dist/\n',
    '.gitattributes': '* text=auto eol=crlf\n',
  })
  return worktree
}

function tree(): string {
  const directory = mkdtempSync(join(tmpdir(), 'operator-tree-'))
  mkdirSync(join(directory, 'precheck', 'dist'), { recursive: true })
  writeFileSync(join(directory, 'action.yml'), 'name: x\n')
  writeFileSync(join(directory, 'precheck', 'dist', 'index.js'), 'one\r\ntwo\n', { mode: 0o755 })
  writeFileSync(join(directory, 'precheck', 'dist', 'a,b.wasm'), Buffer.from([0, 255, 13, 10]))
  return directory
}

describe('commitReleaseTree', () => {
  test('the tag holds exactly the tree, as a child of the sources; nothing else moves', () => {
    const repository = source()
    writeFileSync(join(repository.directory, 'untracked'), '')
    const before = [repository.git('rev-parse', 'main'), repository.git('status', '--porcelain')]
    const commit = commitReleaseTree(tree(), 'v1.2.3', repository.directory)
    expect(repository.git('cat-file', '-t', 'v1.2.3')).toBe('tag')
    expect(repository.git('rev-parse', 'v1.2.3^{commit}')).toBe(commit)
    expect(repository.git('rev-parse', 'v1.2.3^')).toBe(before[0])
    expect(repository.git('ls-tree', '-r', '--format=%(objectmode) %(path)', 'v1.2.3').split('\n')).toEqual([
      '100644 action.yml',
      '100644 precheck/dist/a,b.wasm',
      '100644 precheck/dist/index.js',
    ])
    expect([repository.git('rev-parse', 'main'), repository.git('status', '--porcelain')]).toEqual(before)
  })

  test('bytes stay as they are, whatever the repository’s attributes say', () => {
    const repository = source()
    commitReleaseTree(tree(), 'v1.2.3', repository.directory)
    expect(repository.git('cat-file', '-s', 'v1.2.3:precheck/dist/index.js')).toBe('9')
    expect(repository.git('cat-file', '-s', 'v1.2.3:precheck/dist/a,b.wasm')).toBe('4')
  })

  test('the same sources and tree give the same commit', () => {
    const repository = source()
    const first = commitReleaseTree(tree(), 'v1.2.3', repository.directory)
    repository.git('tag', '-d', 'v1.2.3')
    expect(commitReleaseTree(tree(), 'v1.2.3', repository.directory)).toBe(first)
  })

  test('a version is released once', () => {
    const repository = source()
    commitReleaseTree(tree(), 'v1.2.3', repository.directory)
    expect(() => commitReleaseTree(tree(), 'v1.2.3', repository.directory)).toThrow(/already exists/)
  })
})

test('the major version follows', () => {
  expect(majorOf('v12.3.4')).toBe('v12')
})
