import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { TemporaryRepository } from '../../git/temporary-repository.ts'
import { findMergedChange } from './merged-change.ts'

let repository: TemporaryRepository
let base: string
beforeEach(() => {
  repository = new TemporaryRepository()
  repository.commit({ a: '0' }, 'root')
  base = repository.commit({ a: '1' }, 'base')
})
afterEach(() => repository.remove())

const find = async (mergeCommit: string | undefined, ...commitTitles: string[]) =>
  findMergedChange(await openRepository(repository.directory), { mergeCommit, commitTitles })

describe('what a merge put on the branch', () => {
  test('a squash of two commits', async () => {
    const head = repository.commit({ a: '2' }, 'two things (#1)')
    expect(await find(head, 'one', 'two')).toEqual({ base, head })
  })

  test('a merge commit', async () => {
    repository.git('checkout', '--quiet', '-b', 'topic')
    repository.commit({ b: '1' }, 'one')
    repository.commit({ b: '2' }, 'two')
    repository.git('checkout', '--quiet', 'main')
    repository.git('merge', '--quiet', '--no-ff', '-m', 'Merge', 'topic')
    const head = repository.git('rev-parse', 'HEAD')
    expect(await find(head, 'one', 'two')).toEqual({ base, head })
  })

  test('a rebase of three commits, one with a title that GitHub cuts', async () => {
    repository.commit({ a: '2' }, 'one')
    repository.commit({ a: '3' }, 'a title that is very long indeed')
    const head = repository.commit({ a: '4' }, 'three')
    expect(await find(head, 'one', 'a title that is…', 'three')).toEqual({ base, head })
  })

  test('a squash after commits of the same number is no rebase', async () => {
    const before = repository.commit({ a: '2' }, 'another')
    const head = repository.commit({ a: '3' }, 'one (#1)')
    expect(await find(head, 'another', 'one')).toEqual({ base: before, head })
  })

  test('what is not there is said', async () => {
    expect(await find('f'.repeat(40), 'one')).toMatchObject({ code: 'not-in-clone' })
    expect(await find(undefined, 'one')).toMatchObject({ code: 'no-merge-commit' })
  })
})
