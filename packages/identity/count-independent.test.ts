import { describe, expect, test } from '@jest/globals'
import { countIndependent } from './count-independent.ts'
import type { Involvement } from './facts.ts'
import { judgeApprovers } from './judge-approver.ts'

const person = (login: string, id: number) => ({ login, id, type: 'User' })
const yes = (login: string, id: number, permission: 'write' | 'read' = 'write') => ({
  account: person(login, id),
  permission: { answered: true, permission } as const,
})
const byBot: Involvement = {
  pullRequests: [{ number: 1, author: { login: 'github-actions[bot]', type: 'Bot' } }],
  commits: [],
  actors: [],
  complete: true,
}
const count = (candidates: Parameters<typeof judgeApprovers>[0], involvement: Involvement) =>
  countIndependent(judgeApprovers(candidates, involvement), involvement).atLeast

describe('who started the run that opened a pull request is one person, whoever it is', () => {
  test('one approval may be theirs, of two one is not', () => {
    expect(count([yes('bob', 2)], byBot)).toBe(0)
    expect(count([yes('bob', 2), yes('eve', 3)], byBot)).toBe(1)
  })

  test('two names of one person, and people who do not count, are no second one', () => {
    expect(count([yes('bob', 2), yes('BOB', 2)], byBot)).toBe(0)
    expect(count([yes('bob', 2), yes('eve', 3, 'read')], byBot)).toBe(0)
    expect(count([yes('bob', 2), { ...yes('eve', 3), account: null }], byBot)).toBe(0)
  })

  test('each further unnamed hand needs a further approver', () => {
    const address = (name: string) => ({ name, email: `${name}@example.com`, account: null })
    const commit = {
      oid: 'a'.repeat(40),
      author: address('one'),
      committer: address('two'),
      message: 'x',
      signedByGitHub: false,
    }
    const more = { ...byBot, commits: [commit] }
    expect(count([yes('bob', 2), yes('eve', 3), yes('kim', 4)], more)).toBe(0)
    expect(count([yes('bob', 2), yes('eve', 3), yes('kim', 4), yes('max', 5)], more)).toBe(1)
  })

  test('nobody is independent of what was not read', () => {
    expect(count([yes('bob', 2), yes('eve', 3)], { ...byBot, complete: false })).toBe(0)
  })

  test('nothing is hidden in what everybody is named in', () => {
    const named = { ...byBot, pullRequests: [{ number: 1, author: person('ann', 1) }] }
    expect(count([yes('bob', 2)], named)).toBe(1)
  })
})
