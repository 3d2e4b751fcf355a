import { describe, expect, test } from '@jest/globals'
import type { ChangesFacts } from '../changes/facts.ts'
import { known, unreadBecause } from '../fact.ts'
import type { PullRequestFacts } from '../review/facts.ts'
import { type SamplePolicy, samplePullRequest, sampleRules } from '../sample.ts'
import { evaluateChangelog } from './changelog.ts'
import type { ChangelogFacts } from './facts.ts'

const changed = (...paths: string[]): ChangesFacts => ({
  files: paths.map((path) => ({ path, change: 'modified' })),
  total: paths.length,
})
const none: ChangelogFacts = {
  entries: [],
  files: ['CHANGELOG.md'],
  titles: ['Add a shop window'],
  unread: [],
}

const judge = (
  facts: Partial<ChangelogFacts> = {},
  {
    paths = ['src/shop.ts'],
    pulls = [samplePullRequest()],
    policy = {},
  }: { paths?: string[]; pulls?: PullRequestFacts[]; policy?: SamplePolicy } = {},
) => {
  const outcome = evaluateChangelog(
    known({ ...none, ...facts }),
    known(changed(...paths)),
    known(pulls),
    sampleRules(policy),
  )
  return { ...outcome, told: `${outcome.status} ${outcome.reason.code}` }
}
const entry = {
  kind: 'keep-a-changelog' as const,
  place: 'CHANGELOG.md',
  text: 'A shop window.',
  announces: true,
}

describe('changelog', () => {
  test('an entry passes', () => {
    expect(judge({ entries: [entry] }).told).toBe('pass entry-found')
    const pulls = [samplePullRequest({ changelog: { state: 'written', excerpt: 'A shop window.' } })]
    expect(judge({}, { pulls }).told).toBe('pass entry-found')
  })

  test('a missing one fails, and is drafted', () => {
    const outcome = judge()
    expect(outcome.told).toBe('fail entry-missing')
    expect(outcome.next).toBe(
      'Add to CHANGELOG.md, under "Unreleased" and "Added": - Add a shop window (#12)',
    )
    const fix = judge({}, { pulls: [samplePullRequest({ title: 'fix(cart)!: Count twice' })] })
    expect(fix.next).toContain('"Fixed": - Count twice (#12)')
  })

  test.each([
    [['docs/a.md', 'README.md']],
    [['src/shop.test.ts', 'test/x.ts', 'pkg/shop_test.go', 'tests/test_shop.py']],
    [['.github/workflows/ci.yml', 'package-lock.json', 'tsconfig.json']],
  ])('%j is nothing that users notice', (paths) => {
    expect(judge({}, { paths }).told).toBe('pass not-user-facing')
  })

  test.each(['src/contest.ts', 'latest/app.go', 'package.json', 'app/testimonials.tsx', 'Dockerfile'])(
    '%s is',
    (path) => {
      expect(judge({}, { paths: [path] }).told).toBe('fail entry-missing')
    },
  )

  test('the policy can name more of it', () => {
    const policy = { precheck: { changelog: { 'not-user-facing': ['infra/**'] } } }
    expect(judge({}, { paths: ['infra/a/b.tf'], policy }).told).toBe('pass not-user-facing')
  })

  test('bots and labels are exempt, but only where they cover all', () => {
    const bot = samplePullRequest({ author: { login: 'dependabot', type: 'Bot' } })
    const labelled = samplePullRequest({ labels: ['skip-changelog'] })
    expect(judge({}, { pulls: [bot] }).told).toBe('not-applicable exempt')
    expect(judge({}, { pulls: [bot, labelled] }).told).toBe('not-applicable exempt')
    expect(judge({}, { pulls: [bot, samplePullRequest({ number: 13 })] }).told).toBe('fail entry-missing')
    expect(judge({}, { pulls: [] }).told).toBe('fail entry-missing')
  })

  test('"nothing for users" can be said', () => {
    expect(judge({ entries: [{ ...entry, announces: false }] }).told).toBe('pass declared-none')
    expect(
      judge({}, { pulls: [samplePullRequest({ changelog: { state: 'none', excerpt: 'NONE' } })] }).told,
    ).toBe('pass declared-none')
  })

  test('what cannot be read is unknown', () => {
    expect(judge({ unread: ['CHANGELOG.md (Git LFS)'] }).told).toBe('unknown unread-files')
    const unread = unreadBecause('not-a-repository', 'There is no git.')
    expect(evaluateChangelog(unread, known(changed('a.ts')), known([]), sampleRules()).status).toBe('unknown')
    expect(evaluateChangelog(known(none), unread, known([]), sampleRules()).status).toBe('unknown')
    const untold = evaluateChangelog(known(none), known(changed('a.ts')), unread, sampleRules())
    expect(untold).toMatchObject({ status: 'unknown', reason: { code: 'entry-not-found' } })
  })

  test('a list that was cut is not taken for internal', () => {
    const cut = known({ files: [{ path: 'README.md', change: 'modified' as const }], total: 9_000 })
    expect(evaluateChangelog(known(none), cut, known([]), sampleRules()).status).toBe('fail')
  })
})
