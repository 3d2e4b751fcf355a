import { guessDialect } from './dialect.ts'
import { tools } from './tools/index.ts'
import type { History } from './tools/tool.ts'
import { listDirectories, type MigrationTree } from './tree.ts'

const fixture = /(^|\/)(node_modules|vendor|testdata|fixtures|__fixtures__|__tests__|\.github)(\/|$)/

/** Files whose text some tool may need. The rest of a tree is never read. */
export function mayMatter(path: string): boolean {
  return (
    !fixture.test(path) &&
    (/\.(?:sql|psql|pgsql|ddl|dml)$|\.sql\.conf$/i.test(path) ||
      /(^|\/)(metadata\.toml|migration_lock\.toml|atlas\.sum|meta\/_journal\.json)$/.test(path))
  )
}

/** Also what matters by its mere presence: Drizzle's snapshots, which are large. */
function isListed(path: string): boolean {
  return mayMatter(path) || (/\/snapshot\.json$/.test(path) && !fixture.test(path))
}

/**
 * Every directory of migrations in a tree, each read as its tool reads it. `included` narrows the search; what is `named` holds
 * migrations even where its own name does not say so.
 */
export function findHistories(
  tree: MigrationTree,
  included: (directory: string) => boolean,
  named: (directory: string) => boolean = () => false,
): History[] {
  const directories = listDirectories(tree.paths.filter(isListed)).map((directory) => ({
    ...directory,
    named: named(directory.path),
  }))
  return directories
    .filter(({ path }) => included(path))
    .flatMap((directory): History[] => {
      for (const recognise of tools) {
        const history = recognise(directory, tree)
        if (history === undefined) continue
        return [{ ...history, dialect: history.dialect ?? guessDialect(history.directory, history.versions) }]
      }
      return []
    })
}
