import { guessDialect } from './dialect.ts'
import { tools } from './tools/index.ts'
import type { History } from './tools/tool.ts'
import { listDirectories, type MigrationTree } from './tree.ts'

const fixture = /(^|\/)(node_modules|vendor|testdata|fixtures|__fixtures__|__tests__|\.github)(\/|$)/

/** Files whose text some tool may need. The rest of a tree is never read. */
export function mayMatter(path: string): boolean {
  return (
    !fixture.test(path) &&
    (/\.sql(\.conf)?$/i.test(path) ||
      /(^|\/)(metadata\.toml|migration_lock\.toml|meta\/_journal\.json)$/.test(path))
  )
}

/** Every directory of migrations in a tree, each read as its tool reads it. `paths` of the policy narrow the search. */
export function findHistories(tree: MigrationTree, included: (directory: string) => boolean): History[] {
  const directories = listDirectories(tree.paths.filter(mayMatter))
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
