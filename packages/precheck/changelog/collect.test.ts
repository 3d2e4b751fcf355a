import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { diffTrees, listTree, openRepository } from '@operator/git'
import { createRepository, type FileContent, type TestRepository } from '../../../test/git/repository.ts'
import { collectChangelog } from './collect.ts'

let repository: TestRepository
beforeEach(() => {
  repository = createRepository()
})
afterEach(() => repository.remove())

async function collect(
  base: Record<string, FileContent>,
  head: Record<string, FileContent>,
  message = 'A change',
) {
  const before = repository.commit({ 'README.md': '# shop\n', ...base })
  const after = repository.commit(head)
  const opened = await openRepository(repository.directory)
  return collectChangelog({
    repository: opened,
    changes: await diffTrees(opened, before, after),
    tree: await listTree(opened, after),
    commits: [{ oid: after, title: message.split('\n')[0] ?? '', message }],
  })
}

test('changesets of a monorepo, with the packages that they name', async () => {
  const facts = await collect(
    {
      '.changeset/config.json': '{ "ignore": ["@octo/ignored"] }',
      '.changeset/README.md': '# changesets\n',
      'package.json': '{ "name": "root", "private": true }',
      'packages/a/package.json': '{ "name": "@octo/a" }',
      'packages/b/package.json': '{ "name": "@octo/b" }',
      'packages/ignored/package.json': '{ "name": "@octo/ignored" }',
      'packages/broken/package.json': '{',
      'test/fixtures/x/package.json': '{ "name": "x" }',
    },
    {
      'packages/a/src.ts': 'x\n',
      '.changeset/brave-cats.md': '---\n"@octo/a": minor\n---\n\nA window.\n',
      '.changeset/pre/old-dogs.md': '---\n"@octo/b": patch\n---\n\nA door.\n',
    },
  )
  expect(facts.form).toEqual({ kind: 'changesets', name: '@octo/a' })
  expect(facts.packages).toEqual([
    { folder: 'packages/a', name: '@octo/a' },
    { folder: 'packages/b', name: '@octo/b' },
  ])
  expect(facts.entries.map(({ place, covers }) => [place, covers])).toEqual([
    ['.changeset/brave-cats.md', ['packages/a']],
    ['.changeset/pre/old-dogs.md', ['packages/b']],
  ])
})

test('fragments where towncrier’s configuration of each package says', async () => {
  const facts = await collect(
    {
      'pyproject.toml': '[tool.towncrier]\ndirectory = "docs/news"\n',
      'lib/towncrier.toml': '[tool.towncrier]\ndirectory = "changes"\n',
    },
    {
      'docs/news/12.feature': 'A window.\n',
      'lib/changes/13.bugfix.rst': 'A door.\n',
      'lib/notes.txt': 'x\n',
    },
  )
  expect(facts.form).toEqual({ kind: 'fragments', directory: 'docs/news' })
  expect(facts.entries.map(({ place, covers }) => [place, covers])).toEqual([
    ['docs/news/12.feature', ['']],
    ['lib/changes/13.bugfix.rst', ['lib']],
  ])
})

test('a changelog in each package, and not those of other people', async () => {
  const log = (item: string) => `# Changelog\n\n## [Unreleased]\n${item}`
  const facts = await collect(
    {
      'CHANGELOG.md': log(''),
      'packages/a/CHANGELOG.md': log(''),
      'vendor/x/CHANGELOG.md': log(''),
    },
    { 'packages/a/CHANGELOG.md': log('- A window\n'), 'vendor/x/CHANGELOG.md': log('- Theirs\n') },
  )
  expect(facts.form).toEqual({ kind: 'file', path: 'CHANGELOG.md' })
  expect(facts.packages).toEqual([{ folder: 'packages/a' }])
  expect(facts.entries).toMatchObject([{ place: 'packages/a/CHANGELOG.md', covers: ['packages/a'] }])
})

test('titles and footers where releases are made of them', async () => {
  const facts = await collect(
    { 'release-please-config.json': '{}' },
    { 'a.ts': 'x\n' },
    'refactor: tidy\n\nBREAKING CHANGE: the cellar is gone\n',
  )
  expect(facts).toMatchObject({
    releaseTool: 'release-please',
    form: { kind: 'titles', tool: 'release-please' },
    entries: [{ text: 'the cellar is gone', announces: true }],
  })
})

test('what could not be read is named', async () => {
  const facts = await collect({}, { 'CHANGELOG.md': 'x'.repeat(2_100_000), '.changeset/a.md': { link: 'x' } })
  expect(facts.unread).toHaveLength(2)
})
