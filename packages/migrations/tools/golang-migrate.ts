import { compareNumeric, type RecogniseTool } from './tool.ts'
import { type NamedFile, orphanDowns, pairFiles } from './up-down-files.ts'

/** `<version>_<title>.up.<anything>`; the version is an unsigned number; a file is sent as one query. */
export const golangMigrate: RecogniseTool = (directory, tree) => {
  const versions = pairFiles(
    directory,
    tree,
    readMigrateName,
    () => 'implicit',
    (a, b) => compareNumeric(a.key, b.key),
  )
  if (versions.length === 0) return undefined
  return {
    directory: directory.path,
    tool: 'golang-migrate',
    scope: 'script',
    versions,
    problems: orphanDowns(directory, readMigrateName),
  }
}

/** The tool itself takes any extension (its `source/parse.go`); these are what people give to SQL. */
function readMigrateName(fileName: string): NamedFile | undefined {
  return readName(fileName.replace(/\.(?:sql|psql|pgsql|ddl|dml)$/i, '.sql'))
}

export function readName(fileName: string): NamedFile | undefined {
  const [, version = '', title = '', direction] = /^(\d+)_(.*)\.(up|down)\.sql$/.exec(fileName) ?? []
  if (direction !== 'up' && direction !== 'down') return undefined
  return { key: version.replace(/^0+(?=\d)/, ''), stem: `${version}_${title}`, direction }
}
