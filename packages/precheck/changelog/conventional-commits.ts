import type { ChangelogEntry } from './facts.ts'

/** Files that say that releases and their notes are made from commit titles. */
const configurations: readonly { readonly path: RegExp; readonly tool: string }[] = [
  { path: /^(?:\.?release-please-config|\.release-please-manifest)\.json$/, tool: 'release-please' },
  { path: /^\.releaserc(?:\.\w+)?$|^release\.config\.\w+$/, tool: 'semantic-release' },
  { path: /^\.versionrc(?:\.\w+)?$/, tool: 'commit-and-tag-version' },
  { path: /^\.?cliff\.toml$/, tool: 'git-cliff' },
]

export function findReleaseTool(paths: readonly string[]): string | undefined {
  return configurations.find(({ path }) => paths.some((one) => path.test(one)))?.tool
}

/** What a title tells users where releases are made from titles; undefined for a title of no known form. */
export function readTitle(title: string, place: string): ChangelogEntry | undefined {
  const [, type, breaking] = /^(\w+)(?:\([^()]{1,60}\))?(!)?: \S/.exec(title) ?? []
  if (type === undefined) return undefined
  const kind = 'conventional-commit' as const
  if (breaking === '!' || /^(?:feat|feature|fix|perf|revert|deps|security)$/i.test(type)) {
    return { kind, place, text: title.slice(0, 200), announces: true }
  }
  return /^(?:chore|docs?|tests?|ci|build|style|refactor|wip)$/i.test(type)
    ? { kind, place, text: title.slice(0, 200), announces: false }
    : undefined
}

/** What a commit tells users: by its title, or by the footer that says that it breaks something. */
export function readCommit(message: string, place: string): ChangelogEntry[] {
  const [title = ''] = message.split(/\r?\n/, 1)
  const entry = readTitle(title, place)
  const footer = /^BREAKING[ -]CHANGE: (\S.{0,199})/m.exec(message)?.[1]
  if (footer === undefined || entry?.announces === true) return entry === undefined ? [] : [entry]
  return [{ kind: 'conventional-commit', place, text: footer, announces: true }]
}
