import { compareNumeric, type RecogniseTool } from './tool.ts'
import { type NamedFile, orphanDowns, pairFiles } from './up-down-files.ts'

/** `<version>_<title>.up.sql`; the version is an unsigned number; a file is sent as one query. */
export const golangMigrate: RecogniseTool = (directory, tree) => {
  const versions = pairFiles(
    directory,
    tree,
    readName,
    () => 'implicit',
    (a, b) => compareNumeric(a.key, b.key),
  )
  if (versions.length === 0) return undefined
  return {
    directory: directory.path,
    tool: 'golang-migrate',
    scope: 'script',
    versions,
    problems: orphanDowns(directory, readName),
  }
}

export function readName(fileName: string): NamedFile | undefined {
  const [, version = '', title = '', direction] = /^(\d+)_(.*)\.(up|down)\.sql$/.exec(fileName) ?? []
  if (direction !== 'up' && direction !== 'down') return undefined
  return { key: version.replace(/^0+(?=\d)/, ''), stem: `${version}_${title}`, direction }
}
