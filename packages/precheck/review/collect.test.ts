import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openRepository } from '@operator/git'
import { createRepository, type TestRepository } from '../../../test/git/repository.ts'
import { createWorktree, type Worktree } from '../../../test/git/worktree.ts'
import { readRangeLine } from './collect.ts'

describe('readRangeLine', () => {
  let repository: TestRepository
  beforeEach(() => {
    repository = createRepository()
  })
  afterEach(() => repository.remove())

  const many = (count: number, message = 'A change') =>
    Array.from({ length: count }, (_, index) =>
      repository.commit({ 'a.txt': `${message}${index}\n` }, { message: `${message} ${index}` }),
    )

  test('what was put on the branch, newest first; a merge stands for all that it brought', async () => {
    const [base = ''] = many(1)
    const topic = repository.commit({ 'b.txt': 'b\n' }, { branch: 'topic', parent: base, message: 'Topic' })
    repository.commit({ 'a.txt': 'x\n' }, { message: 'Direct' })
    const head = repository.commit({ 'b.txt': 'b\n' }, { merge: topic, message: 'Merge' })
    const line = await readRangeLine(await openRepository(repository.directory), base, head)
    expect(line.commits.map(({ message }) => message.trim())).toEqual(['Merge', 'Direct'])
    expect(line.cut).toBeUndefined()
  })

  test('300 commits are read; more are said to be more', async () => {
    const commits = many(302)
    const opened = await openRepository(repository.directory)
    const head = commits.at(-1) ?? ''
    expect((await readRangeLine(opened, commits[1] ?? '', head)).cut).toBeUndefined()
    const long = await readRangeLine(opened, commits[0] ?? '', head)
    expect([long.commits.length, long.cut]).toEqual([300, 'too-long'])
  })

  test('without a base only the newest are looked at, and that is said', async () => {
    const head = many(30).at(-1) ?? ''
    const line = await readRangeLine(await openRepository(repository.directory), null, head)
    expect([line.commits.length, line.cut]).toEqual([20, 'no-base'])
  })
})

describe('a shallow clone', () => {
  let origin: Worktree
  let clone: Worktree | undefined
  beforeEach(() => {
    origin = createWorktree()
  })
  afterEach(() => {
    clone?.remove()
    origin.remove()
  })

  test('whose history ends before the range does', async () => {
    for (let number = 0; number < 5; number += 1)
      origin.commit({ 'a.txt': `${number}\n` }, `Change ${number}`)
    origin.git('checkout', '--quiet', '--orphan', 'other')
    const base = origin.commit({ 'b.txt': 'b\n' }, 'Elsewhere')
    origin.git('checkout', '--quiet', 'main')
    clone = origin.clone(2)
    const line = await readRangeLine(
      await openRepository(clone.directory),
      base,
      clone.git('rev-parse', 'origin/main'),
    )
    expect(line.cut).toBe('shallow')
  })
})
