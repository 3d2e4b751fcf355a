import { fileNameOf, joinPath } from '../tree.ts'
import { compareText, type RecogniseTool, section, type Version } from './tool.ts'
import { type NamedFile, pairFiles } from './up-down-files.ts'

/** What no tool's own convention explains: up/down pairs by name anywhere, and numbered files in a folder called migrations. */
export const plainSql: RecogniseTool = (directory, tree) => {
  const pairs = pairFiles(directory, tree, readPair, () => 'implicit', byName).filter(
    ({ down }) => down !== 'missing',
  )
  const lone = isMigrationFolder(directory.path)
    ? directory.files.filter(
        (name) =>
          /^[vV]?\d+.*\.sql$/.test(name) &&
          !pairs.some(({ path, down }) =>
            [path, typeof down === 'string' ? '' : down.path].includes(joinPath(directory.path, name)),
          ),
      )
    : []
  const versions = [
    ...pairs,
    ...lone.map((name): Version => {
      const path = joinPath(directory.path, name)
      return {
        key: /\d+/.exec(name)?.[0] ?? name,
        path,
        up: section(tree, path, 'implicit'),
        down: pairs.length > 0 ? 'missing' : 'none',
      }
    }),
  ].sort(byName)
  if (versions.length === 0) return undefined
  const tool = directory.files.includes('atlas.sum') ? 'Atlas' : 'plain SQL'
  return { directory: directory.path, tool, scope: 'script', versions, problems: [] }
}

function isMigrationFolder(path: string): boolean {
  return (
    path.split('/').some((part) => /^(migrations?|migrate)$/i.test(part)) &&
    !/^(down|rollback|revert)s?$/i.test(fileNameOf(path))
  )
}

function readPair(fileName: string): NamedFile | undefined {
  const [, stem = '', direction = ''] = /^(.+?)[._-](up|down)\.sql$/i.exec(fileName) ?? []
  const named = direction.toLowerCase()
  return named === 'up' || named === 'down'
    ? { key: /^\d+/.exec(stem)?.[0] ?? stem, stem, direction: named }
    : undefined
}

/** Natural order: runs of digits by their number. */
function byName(a: Version, b: Version): number {
  return compareText(natural(fileNameOf(a.path)), natural(fileNameOf(b.path)))
}

function natural(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(20, '0'))
}
