import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import type { Account } from './account.ts'
import type { Candidate, CommitFacts, Involvement, PullRequestFacts, Signature } from './facts.ts'
import { judgeApprovers } from './judge-approver.ts'

const person = (login: string, id?: number): Account => ({
  login,
  type: 'User',
  ...(id !== undefined && { id }),
})
const bot = (login: string): Account => ({ login, type: 'Bot' })
const writer = (login: string, id?: number): Candidate => ({
  account: person(login, id),
  permission: { answered: true, permission: 'write' },
})

const signed = (account: Account | null, email = 'x@example.com'): Signature => ({
  name: 'X',
  email,
  account,
})
/** GitHub's own committer, as GraphQL shows it and as git does. */
const webFlow = signed({ login: 'web-flow', type: 'User', id: 19_864_447 }, 'noreply@github.com')

function commit(change: Partial<CommitFacts> = {}): CommitFacts {
  const author = signed(person('alice'))
  return {
    oid: '0123456789abcdef0123456789abcdef01234567',
    parents: 1,
    author,
    committer: author,
    message: 'Change it',
    signedByGitHub: false,
    ...change,
  }
}

const pullRequest = (change: Partial<PullRequestFacts> = {}): PullRequestFacts => ({
  number: 5,
  author: person('alice'),
  ...change,
})

function by(change: Partial<Involvement> = {}): Involvement {
  return { pullRequests: [pullRequest()], commits: [commit()], actors: [], complete: true, ...change }
}

function judge(candidate: Candidate, involvement: Involvement): string {
  const [verdict] = judgeApprovers([candidate], involvement)
  if (verdict === undefined) throw new Error('Nobody was judged.')
  if (verdict.kind === 'eligible') return verdict.kind
  expect(verdict.message).toMatch(/\.$/)
  return `${verdict.kind}: ${verdict.code}`
}

describe('who counts', () => {
  test('somebody who may write and had no hand in it', () => {
    expect(judge(writer('bob'), by())).toBe('eligible')
  })

  test.each(['admin', 'maintain', 'write'] as const)('%s may approve', (permission) => {
    expect(judge({ account: person('bob'), permission: { answered: true, permission } }, by())).toBe(
      'eligible',
    )
  })

  test.each(['triage', 'read', 'none'] as const)('%s may not', (permission) => {
    expect(judge({ account: person('bob'), permission: { answered: true, permission } }, by())).toBe(
      'ineligible: no-write-permission',
    )
  })

  test('a permission that could not be read is unknown', () => {
    expect(judge({ account: person('bob'), permission: { answered: false, problem: 'No.' } }, by())).toBe(
      'unknown: permission-unread',
    )
  })

  test('a bot never', () => {
    for (const account of [
      bot('reviewer'),
      person('reviewer[bot]'),
      { login: 'acme', type: 'Organization' },
    ]) {
      expect(judge({ account, permission: { answered: true, permission: 'admin' } }, by())).toBe(
        'ineligible: bot',
      )
    }
  })

  test('an account that no longer exists does not count', () => {
    expect(judge({ account: null, permission: { answered: true, permission: 'write' } }, by())).toBe(
      'ineligible: gone',
    )
  })
})

describe('attacks', () => {
  test('the author of the pull request approves, in another case of letters', () => {
    const empty = by({ commits: [] })
    expect(judge(writer('ALICE'), empty)).toBe('ineligible: author')
  })

  test('a renamed author is found by id', () => {
    const involvement = by({ pullRequests: [pullRequest({ author: person('alice-old', 42) })], commits: [] })
    expect(judge(writer('alice-new', 42), involvement)).toBe('ineligible: author')
    // A login that somebody else took over after the rename.
    expect(judge(writer('alice-old', 43), involvement)).toBe('eligible')
  })

  test('a human pushes to a Dependabot branch and then approves', () => {
    const dependabot = commit({
      author: signed(bot('dependabot[bot]')),
      committer: webFlow,
      signedByGitHub: true,
    })
    const pull = pullRequest({ author: bot('dependabot') })
    expect(judge(writer('mallory'), by({ pullRequests: [pull], commits: [dependabot] }))).toBe('eligible')
    const pushed = commit({ author: signed(person('mallory')), committer: signed(person('mallory')) })
    expect(judge(writer('mallory'), by({ pullRequests: [pull], commits: [dependabot, pushed] }))).toBe(
      'ineligible: commit-author',
    )
    expect(judge(writer('bob'), by({ pullRequests: [pull], commits: [dependabot, pushed] }))).toBe('eligible')
  })

  test('a human commits under the name of Dependabot', () => {
    const forged = commit({
      author: signed(null, '49699333+dependabot[bot]@users.noreply.github.com'),
      committer: signed(null, 'noreply@github.com'),
      signedByGitHub: false,
    })
    const pull = pullRequest({ author: bot('dependabot[bot]') })
    expect(judge(writer('mallory'), by({ pullRequests: [pull], commits: [forged] }))).toBe(
      'unknown: authorship-unproven',
    )
  })

  test('the committer claims to be GitHub without GitHub’s signature', () => {
    expect(judge(writer('bob'), by({ commits: [commit({ committer: webFlow })] }))).toBe(
      'unknown: authorship-unproven',
    )
    expect(
      judge(writer('bob'), by({ commits: [commit({ committer: webFlow, signedByGitHub: true })] })),
    ).toBe('eligible')
  })

  test('somebody applied another person’s patch and approves it', () => {
    const applied = commit({ author: signed(person('alice')), committer: signed(person('mallory')) })
    expect(judge(writer('mallory'), by({ commits: [applied] }))).toBe('ineligible: committer')
  })

  test.each([
    ['by a noreply address with an id', 'Co-authored-by: M <42+mallory@users.noreply.github.com>'],
    ['by an older noreply address', 'co-authored-by: M <Mallory@users.noreply.github.com>'],
    ['on an Enterprise Server', 'Co-authored-by: M <42+mallory@users.noreply.ghe.example.com>'],
    [
      'in the middle of a squash',
      '* one\n\nCo-Authored-By:M <42+mallory@users.noreply.github.com>\r\n\r\n* two\n',
    ],
    ['behind a bracket in the name', 'Co-authored-by: M <x> <42+mallory@users.noreply.github.com>'],
  ])('a co-author approves, named %s', (_, message) => {
    expect(judge(writer('mallory', 42), by({ commits: [commit({ message })] }))).toBe('ineligible: co-author')
    expect(judge(writer('bob', 43), by({ commits: [commit({ message })] }))).toBe('eligible')
  })

  test('a co-author’s address counts by its id and by its login, whichever is wrong', () => {
    const message = 'Change\n\nCo-authored-by: M <42+mallory@users.noreply.github.com>'
    const involvement = by({ commits: [commit({ message })] })
    expect(judge(writer('mallory', 43), involvement)).toBe('ineligible: co-author')
    expect(judge(writer('mallory-renamed', 42), involvement)).toBe('ineligible: co-author')
    expect(judge(writer('bob', 44), involvement)).toBe('eligible')
  })

  test('a co-author under an address that GitHub links to nobody could be anybody', () => {
    const message = 'Change\n\nCo-authored-by: Mallory <mallory@corp.example>'
    expect(judge(writer('mallory'), by({ commits: [commit({ message })] }))).toBe('unknown: address-unlinked')
  })

  test('trailers that cannot be read, or too many, are unknown', () => {
    expect(judge(writer('bob'), by({ commits: [commit({ message: 'Co-authored-by: mallory' })] }))).toBe(
      'unknown: address-unlinked',
    )
    const message = Array.from(
      { length: 300 },
      (_, index) => `Co-authored-by: T <noreply@t${index}.example>`,
    ).join('\n')
    expect(judge(writer('bob'), by({ commits: [commit({ message })] }))).toBe('unknown: address-unlinked')
  })

  test('a tool that signs as noreply is nobody, a bot neither', () => {
    const message =
      'X\n\nCo-authored-by: Tool <noreply@vendor.example>\nCo-authored-by: B <1+b[bot]@users.noreply.github.com>'
    expect(judge(writer('bob'), by({ commits: [commit({ message })] }))).toBe('eligible')
  })

  test('an author under an address that GitHub links to nobody could be anybody', () => {
    const unlinked = commit({ author: signed(null, 'root@localhost'), committer: signed(person('alice')) })
    expect(judge(writer('bob'), by({ commits: [unlinked] }))).toBe('unknown: address-unlinked')
    const alsoNoreply = commit({ author: signed(null, 'noreply@vendor.example') })
    expect(judge(writer('bob'), by({ commits: [alsoNoreply] }))).toBe('unknown: address-unlinked')
  })

  test('the dispatcher of the bot that opened the pull request approves', () => {
    const commits = [commit({ author: signed(bot('release-bot')), committer: webFlow, signedByGitHub: true })]
    const opened = (dispatchedBy?: readonly Account[]) =>
      by({
        commits,
        pullRequests: [pullRequest({ author: bot('github-actions'), ...(dispatchedBy && { dispatchedBy }) })],
      })
    expect(judge(writer('mallory'), opened([person('Mallory')]))).toBe('ineligible: dispatcher')
    expect(judge(writer('bob'), opened([person('mallory')]))).toBe('eligible')
    expect(judge(writer('bob'), opened([bot('scheduler')]))).toBe('eligible')
    expect(judge(writer('bob'), opened())).toBe('unknown: dispatcher-unknown')
  })

  test('who pushed directly or dispatched the run behind it does not count', () => {
    const actors = (role: 'push' | 'dispatch', account: Account | null) => by({ actors: [{ role, account }] })
    expect(judge(writer('mallory'), actors('push', person('Mallory')))).toBe('ineligible: pusher')
    expect(judge(writer('mallory'), actors('dispatch', person('Mallory')))).toBe('ineligible: dispatcher')
    expect(judge(writer('bob'), actors('push', person('mallory')))).toBe('eligible')
    expect(judge(writer('bob'), actors('push', bot('release-bot')))).toBe('eligible')
    expect(judge(writer('bob'), actors('push', null))).toBe('unknown: author-gone')
  })

  test('a pull request by an account that no longer exists', () => {
    expect(judge(writer('bob'), by({ pullRequests: [pullRequest({ author: null })] }))).toBe(
      'unknown: author-gone',
    )
  })

  test('half a range proves nothing', () => {
    expect(judge(writer('bob'), by({ complete: false }))).toBe('unknown: incomplete')
    // What is known to speak against somebody still does.
    expect(judge(writer('alice'), by({ complete: false }))).toBe('ineligible: author')
  })
})

describe('merging is not authorship', () => {
  const bob = person('bob')

  test('by a merge commit that GitHub made', () => {
    const merge = commit({
      parents: 2,
      author: signed(bob),
      committer: webFlow,
      signedByGitHub: true,
      mergedBy: bob,
    })
    expect(judge(writer('bob'), by({ commits: [commit(), merge] }))).toBe('eligible')
  })

  test('by a squash, whose author is the pull request’s', () => {
    const squash = commit({
      author: signed(person('alice')),
      committer: webFlow,
      signedByGitHub: true,
      mergedBy: bob,
    })
    expect(judge(writer('bob'), by({ commits: [squash] }))).toBe('eligible')
    expect(judge(writer('alice'), by({ commits: [squash], pullRequests: [] }))).toBe(
      'ineligible: commit-author',
    )
  })

  test('by a rebase, which makes the merger the committer', () => {
    const rebased = commit({ committer: signed(bob), mergedBy: bob })
    expect(judge(writer('bob'), by({ commits: [rebased] }))).toBe('eligible')
  })

  test('but a merge that was made and pushed by hand may hold anything', () => {
    const evil = commit({ parents: 2, author: signed(bob), committer: signed(bob), mergedBy: bob })
    expect(judge(writer('bob'), by({ commits: [commit(), evil] }))).toBe('ineligible: commit-author')
  })

  test('and a conflict resolved in the pull request is work on it', () => {
    const resolved = commit({ parents: 2, author: signed(bob), committer: webFlow, signedByGitHub: true })
    expect(judge(writer('bob'), by({ commits: [resolved] }))).toBe('ineligible: commit-author')
  })
})

test('more hands in it never make anybody eligible', () => {
  const logins = fc.constantFrom('alice', 'bob', 'Carol', 'web-flow', 'x[bot]')
  const account = fc.oneof(
    fc.constant(null),
    logins.map((login) => person(login)),
  )
  const side = fc.record({ name: fc.string(), email: fc.emailAddress(), account })
  const commits = fc.array(
    fc.record({
      oid: fc.constant('f'.repeat(40)),
      parents: fc.integer({ min: 0, max: 2 }),
      author: side,
      committer: side,
      message: fc.string(),
      signedByGitHub: fc.boolean(),
      mergedBy: account,
    }),
    { maxLength: 4 },
  )
  fc.assert(
    fc.property(commits, commits, logins, (some, more, login) => {
      const few = judge(writer(login), by({ commits: some }))
      const many = judge(writer(login), by({ commits: [...some, ...more] }))
      if (many === 'eligible') expect(few).toBe('eligible')
      if (few.startsWith('ineligible')) expect(many).toMatch(/^ineligible/)
    }),
  )
})
