import { joinPath } from '../tree.ts'
import { compareText, type RecogniseTool, section, type Version } from './tool.ts'

/**
 * Folders with `up.sql` and `down.sql`. The version is the folder's name before the first `_` without dashes, compared as text:
 * a plain sort of the names gives another order (diesel_migrations, file_based_migrations.rs).
 */
export const diesel: RecogniseTool = (directory, tree) => {
  const folders = [...directory.folders].filter(([, files]) => files.includes('up.sql'))
  if (folders.length === 0) return undefined
  const versions = folders.map(([folder, files]): Version => {
    const path = joinPath(directory.path, folder)
    const metadata = tree.text(joinPath(path, 'metadata.toml')) ?? ''
    const transaction = /^[ \t]*run_in_transaction[ \t]*=\s*false/m.test(metadata) ? 'implicit' : 'file'
    const open = (name: string) => section(tree, joinPath(path, name), transaction)
    return {
      key: (folder.split('_')[0] ?? folder).replaceAll('-', ''),
      path: joinPath(path, 'up.sql'),
      up: open('up.sql'),
      down: (files.includes('down.sql') ? open('down.sql') : undefined) ?? 'missing',
    }
  })
  const hasura =
    !tree.hasAbove(directory.path, 'Cargo.toml') && folders.every(([name]) => /^\d{13}_/.test(name))
  return {
    directory: directory.path,
    tool: hasura ? 'Hasura' : 'diesel',
    scope: 'script',
    versions: versions
      .sort((a, b) => compareText(a.key, b.key))
      .map((version) => (hasura ? asOneQuery(version) : version)),
    problems: [],
  }
}

/** Hasura sends each file as one query. */
function asOneQuery(version: Version): Version {
  const { up, down } = version
  return {
    ...version,
    up: up && { ...up, transaction: 'implicit' },
    down: typeof down === 'string' ? down : { ...down, transaction: 'implicit' },
  }
}
