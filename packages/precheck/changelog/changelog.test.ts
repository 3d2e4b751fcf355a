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
      'Add to CHANGELOG.md, under "Unreleased" and "Added": - Add a shop window ([#12](https://github.example/octo/shop/pull/12))',
    )
    expect(outcome.evidence.at(-1)).toEqual({ fact: outcome.next, source: 'draft of the missing entry' })
    const fix = judge({}, { pulls: [samplePullRequest({ title: 'fix(cart)!: Count twice' })] })
    expect(fix.next).toContain('"Fixed": - Count twice ([#12](')
  })

  test.each<[ChangelogFacts['form'], string, string]>([
    [
      { kind: 'changesets', name: '@octo/shop' },
      'feat: Add a shop window',
      'Add .changeset/add-a-shop-window.md: --- "@octo/shop": minor --- Add a shop window',
    ],
    [
      { kind: 'fragments', directory: 'newsfragments' },
      'Fix the door',
      'Add newsfragments/12.bugfix.md: Fix the door',
    ],
    [{ kind: 'titles', tool: 'release-please' }, 'Fix the door', 'such as: fix: Fix the door'],
    [
      { kind: 'file', path: 'docs/CHANGES.md' },
      'Drop the cellar',
      'Add to docs/CHANGES.md, under "Unreleased" and "Removed"',
    ],
  ])('drafted as %j', (form, title, expected) => {
    expect(judge({ form }, { pulls: [samplePullRequest({ title })] }).next).toContain(expected)
  })

  describe('packages with a changelog of their own', () => {
    const packages = [
      { folder: 'packages/a' },
      { folder: 'packages/a/sub' },
      { folder: 'packages/b', name: '@octo/b' },
    ]
    const about = (...covers: string[]) => ({ ...entry, place: 'somewhere', covers })
    const paths = ['packages/a/src/x.ts', 'packages/b/src/y.ts']

    test('each that changes needs an entry', () => {
      expect(judge({ packages, entries: [about('packages/a'), about('packages/b')] }, { paths }).told).toBe(
        'pass entry-found',
      )
      const outcome = judge({ packages, entries: [about('packages/a')] }, { paths })
      expect(outcome.told).toBe('fail entry-missing')
      expect(outcome.reason.message).toContain('about packages/b')
      expect(outcome.next).toContain('Add to packages/b/CHANGELOG.md')
      expect(judge({ packages, entries: [about('')] }, { paths }).told).toBe('fail entry-missing')
    })

    test('one that says that there is nothing for users is an entry too', () => {
      const nothing = { ...about('packages/b'), announces: false }
      expect(judge({ packages, entries: [about('packages/a'), nothing] }, { paths }).told).toBe(
        'pass entry-found',
      )
    })

    test('an entry about everything will do, and the text of the pull request', () => {
      expect(judge({ packages, entries: [entry] }, { paths }).told).toBe('pass entry-found')
      const pulls = [samplePullRequest({ changelog: { state: 'written', excerpt: 'A window.' } })]
      expect(judge({ packages }, { paths, pulls }).told).toBe('pass entry-found')
    })

    test('the deepest one around a file counts; what lies in none is the root’s', () => {
      const deep = ['packages/a/sub/x.ts']
      expect(judge({ packages, entries: [about('packages/a')] }, { paths: deep }).told).toBe(
        'fail entry-missing',
      )
      expect(judge({ packages, entries: [about('packages/a/sub')] }, { paths: deep }).told).toBe(
        'pass entry-found',
      )
      expect(judge({ packages, entries: [about('packages/a')] }, { paths: ['app/x.ts'] }).told).toBe(
        'pass entry-found',
      )
    })

    test('the draft names the package that lacks one', () => {
      const form = { kind: 'changesets', name: 'root' } as const
      expect(judge({ packages, form }, { paths: ['packages/b/y.ts'] }).next).toContain('"@octo/b": minor')
    })
  })

  describe('where releases are made of titles', () => {
    const titled = (title: string, override?: string[]) => [
      samplePullRequest({
        title,
        mergeCommit: 'f'.repeat(40),
        changelog: { state: 'absent', excerpt: '', ...(override !== undefined && { override }) },
      }),
    ]
    const commit = {
      kind: 'conventional-commit' as const,
      place: 'f'.repeat(12),
      text: 'chore: x',
      announces: false,
    }
    const facts = { releaseTool: 'release-please', entries: [commit] }

    test('the pull request’s title is the commit’s to be', () => {
      expect(judge({ releaseTool: 'release-please' }, { pulls: titled('feat: a window') }).told).toBe(
        'pass entry-found',
      )
      expect(judge({ releaseTool: 'release-please' }, { pulls: titled('A window') }).told).toBe(
        'fail entry-missing',
      )
      expect(judge({}, { pulls: titled('feat: a window') }).told).toBe('fail entry-missing')
    })

    test('its override takes the place of the commit’s own', () => {
      expect(judge(facts, { pulls: titled('chore: x') }).told).toBe('pass declared-none')
      expect(judge(facts, { pulls: titled('chore: x', ['feat: a window']) }).told).toBe('pass entry-found')
      const loud = { ...facts, entries: [{ ...commit, announces: true }] }
      expect(judge(loud, { pulls: titled('feat: x', ['chore: nothing']) }).told).toBe('pass declared-none')
    })
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
    const unread = unreadBecause('not-in-clone', 'There is no git.')
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
