import { joinPath } from '../tree.ts'
import { compareText, type Dialect, type RecogniseTool, section } from './tool.ts'

/** Folders with `migration.sql`, ordered by name; no down scripts; a file is sent as one query. */
export const prisma: RecogniseTool = (directory, tree) => {
  const folders = [...directory.folders].filter(([, files]) => files.includes('migration.sql'))
  if (folders.length === 0 || folders.some(([, files]) => files.includes('snapshot.json'))) return undefined
  const lock = tree.text(joinPath(directory.path, 'migration_lock.toml'))
  const versions = folders.map(([folder]) => {
    const path = joinPath(directory.path, `${folder}/migration.sql`)
    return { key: folder, path, up: section(tree, path, 'implicit'), down: 'none' as const }
  })
  const dialect = readProvider(lock)
  return {
    directory: directory.path,
    tool: 'Prisma',
    ...(dialect && { dialect }),
    scope: 'script',
    versions: versions.sort((a, b) => compareText(a.key, b.key)),
    problems: [],
  }
}

function readProvider(lock: string | undefined): Dialect | undefined {
  switch (/^[ \t]*provider\s*=\s*"(\w+)"/m.exec(lock ?? '')?.[1]) {
    case undefined:
      return undefined
    case 'postgresql':
    case 'postgres':
    case 'cockroachdb':
      return 'postgresql'
    case 'mysql':
      return 'mysql'
    case 'sqlite':
      return 'sqlite'
    default:
      return 'other'
  }
}
