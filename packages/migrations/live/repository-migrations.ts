import type { Repository } from '@operator/git'
import { mayBeCodeMigration, recogniseCodeMigration } from '../code-migrations.ts'
import { includes } from '../collect.ts'
import { findHistories, mayMatter } from '../find.ts'
import type { MigrationsPolicy } from '../policy.ts'
import { readMigrationTree } from '../read-tree.ts'
import type { History } from '../tools/tool.ts'
import { directoryOf, type MigrationTree } from '../tree.ts'
import type { KnownVersion } from './compare-versions.ts'
import { versionTables } from './version-tables/index.ts'

/** The migrations that the commit has for the one live database. */
export type RepositoryMigrations =
  | { readonly kind: 'none' }
  | {
      readonly kind: 'history'
      readonly history: History
      readonly tree: MigrationTree
      readonly known: readonly KnownVersion[]
      readonly unread: readonly string[]
    }
  /** Written in code: what they send is known only to their tool. `known` is absent where even their names are. */
  | { readonly kind: 'code'; readonly tool: string; readonly known: readonly KnownVersion[] | undefined }
  | { readonly kind: 'several'; readonly directories: readonly string[] }

export async function findRepositoryMigrations(
  repository: Repository,
  head: string,
  policy: MigrationsPolicy,
): Promise<RepositoryMigrations> {
  const included = includes(policy)
  const { tree, unread } = await readMigrationTree(
    repository,
    head,
    (path) => included(path) && (mayMatter(path) || mayBeCodeMigration(path)),
  )
  const histories = findHistories(tree, (directory) => included(`${directory}/`)).filter(
    ({ dialect, versions }) => versions.length > 0 && (dialect === 'postgresql' || dialect === 'unknown'),
  )
  const covered = new Set(histories.flatMap(({ versions }) => versions.map(({ path }) => path)))
  const code = tree.paths
    .filter((path) => included(path) && mayBeCodeMigration(path) && !covered.has(path))
    .flatMap((path) => recogniseCodeMigration(path, tree.text(path)) ?? [])
  const directories = [
    ...histories.map(({ directory }) => directory),
    ...new Set(code.map(({ path }) => directoryOf(path))),
  ]
  const [history] = histories
  if (histories.length > 1 || (history !== undefined && code.length > 0))
    return { kind: 'several', directories }
  if (history !== undefined) {
    const table = versionTables.find(({ tools }) => tools.includes(history.tool))
    return {
      kind: 'history',
      history,
      tree,
      known: history.versions.map(({ key, path }) => ({
        key: table?.keyOf?.(path, (other) => tree.text(other)) ?? key,
        path,
      })),
      unread: unread.map(({ path }) => path),
    }
  }
  const tools = [...new Set(code.map(({ tool }) => tool))]
  const [tool] = tools
  if (tool === undefined) return { kind: 'none' }
  if (tools.length > 1) return { kind: 'several', directories }
  const table = versionTables.find(({ tools: names }) => names.includes(tool))
  const known = code.flatMap(({ path }) => {
    const key = table?.keyOf?.(path, (other) => tree.text(other))
    return key === undefined ? [] : [{ key, path }]
  })
  return {
    kind: 'code',
    tool,
    known:
      known.length < code.length ? undefined : (table?.order?.(known, (path) => tree.text(path)) ?? known),
  }
}
