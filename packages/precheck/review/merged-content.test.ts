import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository, type Repository, resolveCommit } from '@operator/git'
import { createRepository, type TestRepository } from '../../../test/git/repository.ts'
import { compareMerged } from './merged-content.ts'

let git: TestRepository
let repository: Repository
let root: string
let head: string
beforeEach(async () => {
  git = createRepository()
  repository = await openRepository(git.directory)
  root = git.commit({ 'shared.txt': '1\n' })
  head = git.commit({ 'topic.txt': 'topic\n' }, { branch: 'topic', parent: root })
})
afterEach(() => git.remove())

async function compare(oid: string, { signed = false, reviewed = head } = {}) {
  const [commit, top] = [await resolveCommit(repository, oid), await resolveCommit(repository, reviewed)]
  if (commit === undefined) throw new Error('no commit')
  const name = { name: 'a', email: 'a@example.com', account: undefined }
  const known = { message: 'x', author: name, committer: name, signedByGitHub: false }
  const commits = [{ oid: reviewed, tree: top?.tree ?? 'f'.repeat(40), ...known }]
  return compareMerged(repository, commit, signed, { head: reviewed, commits })
}

/** The branch has moved on since the pull request began. */
const moved = () => git.commit({ 'main.txt': 'main\n' })

describe('compareMerged', () => {
  test('the reviewed commit itself, and a squash with its tree', async () => {
    expect(await compare(head)).toBe('reviewed')
    expect(await compare(git.commit({ 'topic.txt': 'topic\n' }))).toBe('reviewed')
  })

  test('a squash or rebase on a branch that has moved on, whose head is gone', async () => {
    moved()
    const squash = git.commit({ 'topic.txt': 'topic\n' })
    expect(await compare(squash, { signed: true })).toBe('merged-by-github')
    expect(await compare(squash)).toBe('merged-by-github')
    expect(await compare(squash, { reviewed: '9'.repeat(40) })).toBe('merged-by-github')
  })

  test('a merge that adds nothing, by whomever', async () => {
    moved()
    expect(await compare(git.commit({ 'topic.txt': 'topic\n' }, { merge: head }))).toBe('clean-merge')
  })

  test('a merge by hand that brings more than its sides', async () => {
    moved()
    const evil = git.commit({ 'topic.txt': 'topic\n', 'evil.txt': 'x\n' }, { merge: head })
    expect(await compare(evil)).toBe('unclear')
    const changed = git.commit({ 'topic.txt': 'other\n' }, { merge: head })
    expect(await compare(changed)).toBe('unclear')
  })

  test('a merge of more than was reviewed', async () => {
    const more = git.commit({ 'more.txt': 'x\n' }, { branch: 'topic' })
    moved()
    const merge = git.commit({ 'topic.txt': 'topic\n', 'more.txt': 'x\n' }, { merge: more })
    expect(await compare(merge)).toBe('unclear')
  })

  test('a commit that somebody pushed together with the reviewed ones', async () => {
    const pushed = git.commit({ 'evil.txt': 'x\n' }, { parent: head })
    expect(await compare(pushed)).toBe('on-top')
    moved()
    git.commit({ 'topic.txt': 'topic\n' }, { merge: head })
    expect(await compare(git.commit({ 'evil.txt': 'x\n' }))).toBe('on-top')
  })
})
