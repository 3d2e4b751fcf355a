import type { Change, Repository, TreeEntry } from '@operator/git'
import { readTextFiles, type TextFiles } from '../changes/text-files.ts'
import { isChangesetFile, readChangeset } from './changesets.ts'
import { findReleaseTool, readCommit } from './conventional-commits.ts'
import type { ChangelogEntry, ChangelogFacts, ChangelogForm } from './facts.ts'
import { readFragment } from './fragments.ts'
import { findNewEntries, isChangelogFile } from './keep-a-changelog.ts'
import { changesetPackages, folderOf, fragmentFolders, isForeign, listPackages } from './packages.ts'

export interface ChangelogRequest {
  readonly repository: Repository
  readonly changes: readonly Change[]
  readonly tree: readonly TreeEntry[]
  /** Newest first. */
  readonly commits: readonly { readonly oid: string; readonly title: string; readonly message: string }[]
}

/** Finds what the range tells users, in every form that a project may keep its changelog in. */
export async function collectChangelog(request: ChangelogRequest): Promise<ChangelogFacts> {
  const { repository, changes, tree, commits } = request
  const own = tree.filter(({ path }) => !isForeign(path))
  const files = own.map(({ path }) => path).filter(isChangelogFile)
  const isMadeByChangesets = own.some(({ path }) => path === '.changeset/config.json')
  const settings = await readTextFiles(repository, own.filter(isSetting(isMadeByChangesets)).slice(0, 1_000))
  // The root's first; git hands contents out in an order of its own.
  const ordered = settings.files.toSorted(
    (a, b) => depthOf(a.path) - depthOf(b.path) || (a.path < b.path ? -1 : 1),
  )
  const fragments = fragmentFolders(ordered.filter(({ path }) => path.endsWith('.toml')))
  const named = isMadeByChangesets
    ? changesetPackages(
        ordered.filter(({ path }) => path.endsWith('package.json')),
        ordered.find(({ path }) => path === '.changeset/config.json')?.text,
      )
    : []
  const folders = new Map(named.map(({ name, folder }) => [name ?? '', folder]))
  const tool = findReleaseTool(own.map(({ path }) => path).filter((path) => !path.includes('/')))
  const told = await readChanged(repository, changes)
  const entries: (ChangelogEntry | undefined)[] = [
    ...told.heads.files.flatMap(({ path, text }) =>
      findNewEntries(path, told.bases.get(path) ?? '', text).map((entry) => ({
        ...entry,
        covers: [folderOf(path)],
      })),
    ),
    ...told.additions.files.map(({ path, text }) =>
      isChangesetFile(path) ? readChangeset(path, text, folders) : readFragment(path, text, fragments),
    ),
    ...(tool === undefined
      ? []
      : commits.flatMap(({ oid, message }) => readCommit(message, oid.slice(0, 12)))),
  ]
  return {
    entries: entries.filter((entry) => entry !== undefined).slice(0, 200),
    files: files.slice(0, 50),
    form: formOf({ files, fragments, isMadeByChangesets, tool, rootName: nameAt('', named) }),
    packages: listPackages(files, fragments, named).slice(0, 500),
    ...(tool !== undefined && { releaseTool: tool }),
    titles: commits.map(({ title }) => title.slice(0, 200)).slice(0, 50),
    unread: [...new Set([...told.heads.unread, ...told.unreadBases, ...told.additions.unread])],
  }
}

/** Files that say how a changelog is kept. */
function isSetting(isMadeByChangesets: boolean): (entry: TreeEntry) => boolean {
  const wanted = isMadeByChangesets
    ? /(?:^|\/)(?:towncrier\.toml|pyproject\.toml|package\.json)$|^\.changeset\/config\.json$/
    : /(?:^|\/)(?:towncrier|pyproject)\.toml$/
  return ({ path }) => wanted.test(path)
}

interface Told {
  readonly heads: TextFiles
  readonly bases: ReadonlyMap<string, string>
  readonly unreadBases: readonly string[]
  readonly additions: TextFiles
}

/** Changelogs on both sides, and added files that may be entries of their own. */
async function readChanged(repository: Repository, changes: readonly Change[]): Promise<Told> {
  const changed = changes.filter(
    ({ path, after }) => after !== undefined && isChangelogFile(path) && !isForeign(path),
  )
  const added = changes.filter(
    ({ path, before, after }) =>
      before === undefined &&
      after !== undefined &&
      (isChangesetFile(path) || /\.(?:md|rst|txt)$|\/[^./]+\.\w+$/.test(path)),
  )
  const side = (entries: readonly Change[], which: 'before' | 'after') =>
    readTextFiles(
      repository,
      entries.flatMap((change) => (change[which] ? [{ path: change.path, ...change[which] }] : [])),
    )
  const heads = await side(changed, 'after')
  const bases = await side(changed, 'before')
  const additions = await side(added.slice(0, 2_000), 'after')
  return {
    heads,
    bases: new Map(bases.files.map(({ path, text }) => [path, text])),
    unreadBases: bases.unread,
    // What cannot be an entry is nobody's loss.
    additions: {
      files: additions.files,
      unread: additions.unread.filter((path) => /changeset|news|changelog/i.test(path)),
    },
  }
}

interface Kept {
  readonly files: readonly string[]
  readonly fragments: ReadonlyMap<string, string>
  readonly isMadeByChangesets: boolean
  readonly tool: string | undefined
  readonly rootName: string
}

function formOf({ files, fragments, isMadeByChangesets, tool, rootName }: Kept): ChangelogForm {
  const [directory] = fragments.keys()
  if (isMadeByChangesets) return { kind: 'changesets', name: rootName }
  if (directory !== undefined) return { kind: 'fragments', directory }
  if (tool !== undefined) return { kind: 'titles', tool }
  const nearest = files.toSorted((a, b) => depthOf(a) - depthOf(b))[0]
  return { kind: 'file', path: nearest ?? 'CHANGELOG.md' }
}

function depthOf(path: string): number {
  return path.split('/').length
}

function nameAt(folder: string, named: NonNullable<ChangelogFacts['packages']>): string {
  return named.find((one) => one.folder === folder)?.name ?? named[0]?.name ?? 'the-package'
}
