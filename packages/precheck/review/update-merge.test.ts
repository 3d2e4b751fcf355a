import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository, type Repository } from '@operator/git'
import { onlyMergesTarget } from './update-merge.ts'

let directory: string
let repository: Repository

const git = (...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ann', '-c', 'user.email=ann@example.com', ...args], {
    cwd: directory,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  }).trim()
const commit = (path: string, text: string) => {
  writeFileSync(join(directory, path), text)
  git('add', path)
  git('commit', '-qm', path)
  return git('rev-parse', 'HEAD')
}

beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), 'operator-update-merge-'))
  git('init', '-qb', 'main')
  commit('shared.txt', '1\n2\n3\n4\n5\n6\n7\n8\n')
  git('checkout', '-qb', 'topic')
  repository = await openRepository(directory)
})
afterEach(() => rmSync(directory, { recursive: true, force: true }))

/** A topic with one reviewed commit, and main with one more. */
function diverge(mainPath = 'main.txt', mainText = 'main\n'): string {
  const reviewed = commit('topic.txt', 'topic\n')
  git('checkout', '-q', 'main')
  commit(mainPath, mainText)
  git('checkout', '-q', 'topic')
  return reviewed
}

const judge = (reviewed: string) =>
  onlyMergesTarget(repository, reviewed, git('rev-parse', 'topic'), git('rev-parse', 'main'))

describe('onlyMergesTarget', () => {
  test('the button "Update branch", once and twice', async () => {
    const reviewed = diverge()
    git('merge', '-q', '--no-edit', 'main')
    expect(await judge(reviewed)).toBe(true)
    git('checkout', '-q', 'main')
    commit('more.txt', 'more\n')
    git('checkout', '-q', 'topic')
    git('merge', '-q', '--no-edit', 'main')
    expect(await judge(reviewed)).toBe(true)
  })

  test('a merge that smuggles a change in', async () => {
    const reviewed = diverge()
    git('merge', '-q', '--no-commit', '--no-ff', 'main')
    writeFileSync(join(directory, 'topic.txt'), 'something else\n')
    git('add', 'topic.txt')
    git('commit', '-qm', 'merge')
    expect(await judge(reviewed)).toBe(false)
  })

  test('a merge that drops what the target brought', async () => {
    const reviewed = diverge()
    git('merge', '-q', '-s', 'ours', '--no-edit', 'main')
    expect(await judge(reviewed)).toBe(false)
  })

  test('a merge of another branch than the target', async () => {
    const reviewed = diverge()
    git('checkout', '-qb', 'other')
    commit('other.txt', 'other\n')
    git('checkout', '-q', 'topic')
    git('merge', '-q', '--no-ff', '--no-edit', 'other')
    expect(await judge(reviewed)).toBe(false)
  })

  test('a commit of its own after the review', async () => {
    const reviewed = diverge()
    commit('later.txt', 'later\n')
    expect(await judge(reviewed)).toBe(false)
  })

  test('a file that both sides changed cannot be told without merging', async () => {
    commit('shared.txt', 'X\n2\n3\n4\n5\n6\n7\n8\n')
    const reviewed = diverge('shared.txt', '1\n2\n3\n4\n5\n6\n7\nY\n')
    git('merge', '-q', '--no-edit', 'main')
    expect(await judge(reviewed)).toBe(false)
  })
})
