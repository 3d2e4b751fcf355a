import { describe, expect, test } from '@jest/globals'
import { isChangesetFile, readChangeset } from './changesets.ts'
import { findReleaseTool, readCommit, readTitle } from './conventional-commits.ts'
import { fragmentDirectory, readFragment } from './fragments.ts'
import { findNewEntries, isChangelogFile } from './keep-a-changelog.ts'
import { readChangelogSection } from './section.ts'

describe('keep a changelog', () => {
  const base = '# Changelog\n\n## [Unreleased]\n\n## [1.0.0] - 2026-01-01\n### Added\n- The shop\n'
  const texts = (head: string) => findNewEntries('CHANGELOG.md', base, head).map(({ text }) => text)

  test('a new item under Unreleased, also below a heading of its own', () => {
    expect(texts(base.replace('## [Unreleased]\n', '## [Unreleased]\n### Added\n- A window\n'))).toEqual([
      'A window',
    ])
  })

  test('a new release', () => {
    expect(texts(base.replace('## [Unreleased]\n', '## [Unreleased]\n\n## [1.1.0]\n- A window\n'))).toEqual([
      'A window',
    ])
  })

  test.each([
    ['an edit of what was released', base.replace('The shop', 'The shop, corrected')],
    ['a new item in an old release', base.replace('- The shop', '- The shop\n- The cellar')],
    ['a comment', base.replace('## [Unreleased]\n', '## [Unreleased]\n<!-- - A window -->\n')],
    ['a heading alone', base.replace('## [Unreleased]\n', '## [Unreleased]\n### Added\n')],
    ['a released item moved up', base.replace('## [Unreleased]\n', '## [Unreleased]\n- The shop\n')],
    ['nothing', base],
  ])('%s is no entry', (_, head) => {
    expect(texts(head)).toEqual([])
  })

  test('files of other markups: new lines', () => {
    expect(findNewEntries('CHANGES.rst', 'Version 1\n', 'Version 1\n-   A window.\n')).toHaveLength(1)
  })

  test('which files', () => {
    for (const path of ['CHANGELOG.md', 'packages/a/CHANGELOG.md', 'CHANGES.rst', 'NEWS', 'History.md'])
      expect(isChangelogFile(path)).toBe(true)
    for (const path of ['CHANGELOG.md.bak', 'src/changelog.ts', 'news/index.html'])
      expect(isChangelogFile(path)).toBe(false)
  })
})

describe('changesets', () => {
  test.each([
    ['---\n"shop": minor\n---\n\nA window.', true],
    ["---\n'@octo/shop': patch\nother: major\n---\nA window.", true],
    ['---\r\nshop: patch\r\n---\r\nA window.\r\n', true],
    ['---\n---\n', false],
    ['---\nshop: none\n---\n', false],
  ])('%j', (text, announces) => {
    expect(readChangeset('.changeset/a.md', text)).toMatchObject({ announces })
  })

  test.each(['A window.', '---\nshop: huge\n---\nA window.', '---\nshop: minor\n---\n', '---\nshop: minor'])(
    '%j says nothing',
    (text) => {
      expect(readChangeset('.changeset/a.md', text)).toBeUndefined()
    },
  )

  test('are about the packages that they name', () => {
    const folders = new Map([
      ['@octo/shop', 'packages/shop'],
      ['cart', 'packages/cart'],
    ])
    const covers = (text: string) => readChangeset('.changeset/a.md', text, folders)?.covers
    expect(covers('---\n"@octo/shop": minor\n---\nA window.')).toEqual(['packages/shop'])
    expect(covers('---\nother: minor\n---\nA window.')).toEqual([])
    expect(covers('---\n---\n')).toBeUndefined()
  })

  test('which files', () => {
    expect(isChangesetFile('.changeset/brave-cats.md')).toBe(true)
    expect(isChangesetFile('.changeset/pre/brave-cats.md')).toBe(true)
    expect(isChangesetFile('.changeset/README.md')).toBe(false)
    expect(isChangesetFile('docs/.changeset.md')).toBe(false)
  })
})

describe('fragments', () => {
  test('towncrier and scriv', () => {
    expect(readFragment('newsfragments/12.feature.md', 'A window.', new Map())).toMatchObject({
      kind: 'fragment',
    })
    expect(readFragment('newsfragments/+fix.bugfix.1.rst', 'A fix.', new Map())).toMatchObject({
      kind: 'fragment',
    })
    expect(readFragment('docs/news/12.feature', 'A window.', new Map([['docs/news', '']]))).toMatchObject({
      kind: 'fragment',
    })
    expect(readFragment('docs/news/12.feature', 'A window.', new Map())).toBeUndefined()
    expect(readFragment('newsfragments/12.feature.md', '  \n', new Map())).toBeUndefined()
    expect(readFragment('newsfragments/README.md', 'How to.', new Map())).toBeUndefined()
  })

  test('are about the package whose folder they lie in, or whose configuration names theirs', () => {
    const covers = (path: string, folders = new Map<string, string>()) =>
      readFragment(path, 'A window.', folders)?.covers
    expect(covers('newsfragments/12.feature.md')).toEqual([''])
    expect(covers('packages/a/newsfragments/12.feature.md')).toEqual(['packages/a'])
    expect(covers('packages/b/docs/news/12.fix', new Map([['packages/b/docs/news', 'packages/b']]))).toEqual([
      'packages/b',
    ])
  })

  test('the directory that the configuration names', () => {
    expect(fragmentDirectory('[tool.towncrier]\npackage = "x"\ndirectory = "./docs/news/"\n')).toBe(
      'docs/news',
    )
    expect(fragmentDirectory('[tool.other]\ndirectory = "x"\n')).toBeUndefined()
  })
})

describe('commit titles', () => {
  test.each([
    ['feat: a window', true],
    ['fix(cart): count', true],
    ['refactor!: drop the cellar', true],
    ['chore: tidy', false],
    ['docs(readme): say it', false],
  ])('%s', (title, announces) => {
    expect(readTitle(title, 'x')).toMatchObject({ announces })
  })

  test.each(['Add a window', 'feat a window', 'feat:', 'Merge pull request #1'])(
    '%s says nothing',
    (title) => {
      expect(readTitle(title, 'x')).toBeUndefined()
    },
  )

  test('a footer that says that it breaks something', () => {
    expect(readCommit('chore: tidy\n\nBREAKING CHANGE: the cellar is gone\n', 'x')).toMatchObject([
      { text: 'the cellar is gone', announces: true },
    ])
    expect(readCommit('Tidy up\n\nBREAKING-CHANGE: gone', 'x')).toHaveLength(1)
    expect(readCommit('chore: tidy\n\nNo BREAKING CHANGE: here', 'x')).toMatchObject([{ announces: false }])
    expect(readCommit('Tidy up', 'x')).toEqual([])
  })

  test('only where something makes releases of them', () => {
    expect(findReleaseTool(['release-please-config.json'])).toBe('release-please')
    expect(findReleaseTool(['.releaserc.json'])).toBe('semantic-release')
    expect(findReleaseTool(['package.json'])).toBeUndefined()
  })
})

describe('the text of a pull request', () => {
  test('the titles that release-please takes instead of the commit’s', () => {
    const body = 'Text\n\nBEGIN_COMMIT_OVERRIDE\r\nfeat: a window\n\nfix: a door\nEND_COMMIT_OVERRIDE\n'
    expect(readChangelogSection(body)).toMatchObject({
      state: 'absent',
      override: ['feat: a window', 'fix: a door'],
    })
    expect(readChangelogSection('BEGIN_COMMIT_OVERRIDE\nfeat: never closed').override).toBeUndefined()
    expect(readChangelogSection('END_COMMIT_OVERRIDE BEGIN_COMMIT_OVERRIDE').override).toBeUndefined()
  })

  test.each([
    ['## Changelog\nA window.', 'written'],
    ['## Release notes\n- A window', 'written'],
    ['```release-note\nA window.\n```', 'written'],
    ['```release-note\nNONE\n```', 'none'],
    ['## Changelog\nNone.', 'none'],
    ['## Changelog\n<!-- say it -->', 'empty'],
    ['## Change logs of others\nx', 'absent'],
    ['Changelog: x', 'absent'],
  ])('%j is %s', (body, state) => {
    expect(readChangelogSection(body).state).toBe(state)
  })
})
