import { describe, expect, test } from '@jest/globals'
import { pullRequestsOfGroup } from './merge-group.ts'

const entry = (number: number, commit: string | undefined, base: string | undefined) => ({
  number,
  commit,
  base,
})

describe('pullRequestsOfGroup', () => {
  test('follows what each entry stands on, to the branch', () => {
    const queue = [entry(1, 'a', 'main'), entry(2, 'b', 'a'), entry(3, 'c', 'b')]
    expect(pullRequestsOfGroup(queue, ['b', 'a'])).toEqual({ known: true, value: [2, 1] })
  })

  test('a rebased entry brings several commits, of which the queue names the last', () => {
    expect(pullRequestsOfGroup([entry(2, 'c', 'main')], ['c', 'b', 'a'])).toEqual({
      known: true,
      value: [2],
    })
  })

  test.each([
    ['the group is not in the queue', [entry(1, 'z', 'main')], ['a']],
    ['an entry between is missing', [entry(2, 'b', 'a')], ['b', 'a']],
    ['an entry is still being made', [entry(1, undefined, 'main'), entry(2, 'b', 'a')], ['b', 'a']],
    ['what it stands on is not told', [entry(1, 'a', undefined)], ['a']],
    ['two entries claim one commit', [entry(1, 'a', 'main'), entry(2, 'a', 'main')], ['a']],
    ['there is no commit', [entry(1, 'a', 'main')], []],
  ])('unknown where %s', (_, queue, commits) => {
    expect(pullRequestsOfGroup(queue, commits)).toMatchObject({ known: false, code: 'not-in-queue' })
  })
})
