import type { Change, Repository, TreeEntry } from '@operator/git'
import { readTextFiles } from '../changes/text-files.ts'
import { isChangesetFile, readChangeset } from './changesets.ts'
import { findReleaseTool, readTitle } from './conventional-commits.ts'
import type { ChangelogEntry, ChangelogFacts } from './facts.ts'
import { fragmentDirectory, readFragment } from './fragments.ts'
import { findNewEntries, isChangelogFile } from './keep-a-changelog.ts'

export interface ChangelogRequest {
  readonly repository: Repository
  readonly changes: readonly Change[]
  readonly tree: readonly TreeEntry[]
  /** Commit and title, newest first. */
  readonly commits: readonly { readonly oid: string; readonly title: string }[]
}

/** Finds what the range tells users, in every form that a project may keep its changelog in. */
export async function collectChangelog(request: ChangelogRequest): Promise<ChangelogFacts> {
  const { repository, changes, tree, commits } = request
  const rootFiles = tree.map(({ path }) => path).filter((path) => !path.includes('/'))
  const changed = changes.filter(({ path, after }) => after !== undefined && isChangelogFile(path))
  const added = changes.filter(({ before, after }) => before === undefined && after !== undefined)
  const configurations = tree.filter(({ path }) => path === 'towncrier.toml' || path === 'pyproject.toml')
  const side = (entries: readonly Change[], which: 'before' | 'after') =>
    readTextFiles(
      repository,
      entries.flatMap((change) => (change[which] ? [{ path: change.path, ...change[which] }] : [])),
    )
  const [heads, bases, additions, settings] = [
    await side(changed, 'after'),
    await side(changed, 'before'),
    await side(
      added.filter(({ path }) => /\.(?:md|rst|txt)$|\/[^./]+\.\w+$/.test(path)).slice(0, 2_000),
      'after',
    ),
    await readTextFiles(repository, configurations),
  ]
  const directory = settings.files
    .map(({ text }) => fragmentDirectory(text))
    .find((name) => name !== undefined)
  const baseOf = new Map(bases.files.map(({ path, text }) => [path, text]))
  const tool = findReleaseTool(rootFiles)
  const entries: (ChangelogEntry | undefined)[] = [
    ...heads.files.flatMap(({ path, text }) => findNewEntries(path, baseOf.get(path) ?? '', text)),
    ...additions.files.map(({ path, text }) =>
      isChangesetFile(path) ? readChangeset(path, text) : readFragment(path, text, directory),
    ),
    ...(tool === undefined ? [] : commits.map(({ oid, title }) => readTitle(title, oid.slice(0, 12)))),
  ]
  return {
    entries: entries.filter((entry) => entry !== undefined).slice(0, 200),
    files: tree
      .map(({ path }) => path)
      .filter(isChangelogFile)
      .slice(0, 50),
    ...(tool !== undefined && { releaseTool: tool }),
    titles: commits.map(({ title }) => title.slice(0, 200)).slice(0, 50),
    unread: [...heads.unread, ...bases.unread],
  }
}
