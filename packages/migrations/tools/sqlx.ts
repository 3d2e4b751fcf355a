import { joinPath } from '../tree.ts'
import { readName } from './golang-migrate.ts'
import { isMigrationFolder } from './migration-folder.ts'
import { compareNumeric, type RecogniseTool, type Section, section, type Version } from './tool.ts'
import { orphanDowns, pairFiles } from './up-down-files.ts'

/** Rust's sqlx: `<version>_<title>.sql`, or `.up.sql` and `.down.sql`; one transaction unless the file begins with `-- no-transaction`. */
export const sqlx: RecogniseTool = (directory, tree) => {
  if (!tree.hasAbove(directory.path, 'Cargo.toml') || !(directory.named || isMigrationFolder(directory.path)))
    return undefined
  const paired = pairFiles(directory, tree, readName, transaction, byKey)
  const names = directory.files.filter(
    (name) => /^\d+_.*\.sql$/.test(name) && !/\.(up|down)\.sql$/.test(name),
  )
  const simple = names.map((name): Version => {
    const path = joinPath(directory.path, name)
    const key = (/^\d+/.exec(name)?.[0] ?? '').replace(/^0+(?=\d)/, '')
    return { key, path, up: section(tree, path, transaction(tree.text(path) ?? '')), down: 'none' }
  })
  const versions = [...paired, ...simple].sort(byKey)
  if (versions.length === 0) return undefined
  return {
    directory: directory.path,
    tool: 'sqlx',
    scope: 'script',
    versions,
    problems: orphanDowns(directory, readName),
  }
}

function byKey(a: Version, b: Version): number {
  return compareNumeric(a.key, b.key)
}

function transaction(text: string): Section['transaction'] {
  // Without a transaction of its own the file is still sent as one query.
  return text.startsWith('-- no-transaction') ? 'implicit' : 'file'
}
