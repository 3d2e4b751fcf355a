import { type Section, section, type Version } from './tools/tool.ts'
import { directoryOf, fileNameOf, joinPath, type MigrationTree } from './tree.ts'

/** A committed SQL script that takes one migration of a forward-only tool back. */
export function findRollbackScript(tree: MigrationTree, version: Version): Section | undefined {
  const directory = directoryOf(version.path)
  const stem = fileNameOf(version.path).replace(/\.sql$/, '')
  const candidates = version.path.endsWith('/migration.sql')
    ? ['down.sql', 'rollback.sql'].map((name) => joinPath(directory, name))
    : [
        `${stem}.down.sql`,
        `${stem}.rollback.sql`,
        `down/${stem}.sql`,
        `rollback/${stem}.sql`,
        `rollbacks/${stem}.sql`,
      ].map((name) => joinPath(directory, name))
  for (const path of candidates) {
    const found = section(tree, path, 'implicit')
    if (found) return found
  }
  return undefined
}

/**
 * A note on how to roll back, or that it cannot be done. Beside a migration with a folder of its own it belongs to that one;
 * elsewhere it counts only if the change itself writes it, so that one old note does not cover everything after it.
 */
export function findRollbackNote(
  tree: MigrationTree,
  version: Version,
  historyDirectory: string,
  names: readonly string[],
  changed: ReadonlySet<string>,
): string | undefined {
  const own = directoryOf(version.path)
  const says = (path: string) => givesReason(tree.text(path) ?? '')
  for (const name of names) {
    const beside = joinPath(own, name)
    if (own !== historyDirectory && says(beside)) return beside
    const elsewhere = [beside, joinPath(historyDirectory, name), name].find(
      (path) => changed.has(path) && says(path),
    )
    if (elsewhere !== undefined) return elsewhere
  }
  return undefined
}

/** A title alone, or a word or two, gives whoever must decide nothing to go by. */
function givesReason(note: string): boolean {
  const words = note
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join(' ')
    .match(/\p{L}{2,}/gu)
  return (words?.length ?? 0) >= 3
}
