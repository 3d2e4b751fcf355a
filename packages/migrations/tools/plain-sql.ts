import { fileNameOf, joinPath } from '../tree.ts'
import { isMigrationFolder } from './migration-folder.ts'
import { needsNoTransaction } from './outside-transaction.ts'
import { compareText, type RecogniseTool, section, type Version } from './tool.ts'
import { type NamedFile, orphanDowns, pairFiles } from './up-down-files.ts'

/** What no tool's own convention explains: up/down pairs by name anywhere, and numbered files in a folder called migrations. */
export const plainSql: RecogniseTool = (directory, tree) => {
  const named = pairFiles(directory, tree, readPair, transaction, byName)
  const pairs = named.some(({ down }) => down !== 'missing') ? named : []
  const isLone = (fileName: string) => /^[vV]?\d.*\.sql$/.test(fileName) && readPair(fileName) === undefined
  const lone = directory.named || isMigrationFolder(directory.path) ? directory.files.filter(isLone) : []
  const versions = [
    ...pairs,
    ...lone.map((fileName): Version => {
      const path = joinPath(directory.path, fileName)
      return {
        key: fileName.replace(/\.sql$/, ''),
        path,
        up: section(tree, path, transaction(tree.text(path) ?? '')),
        down: pairs.length > 0 ? 'missing' : 'none',
      }
    }),
  ].sort(byName)
  if (versions.length === 0) return undefined
  const problems = pairs.length > 0 ? orphanDowns(directory, readPair) : []
  return { directory: directory.path, tool: 'plain SQL', scope: 'script', versions, problems }
}

function readPair(fileName: string): NamedFile | undefined {
  const [, stem = '', direction = ''] = /^(.+?)[._-](up|down)\.sql$/i.exec(fileName) ?? []
  const named = direction.toLowerCase()
  return named === 'up' || named === 'down' ? { key: stem, stem, direction: named } : undefined
}

/** Whatever runs these files: psql sends one statement after the other, others send the whole file. */
function transaction(text: string): 'none' | 'implicit' {
  return needsNoTransaction(text) ? 'none' : 'implicit'
}

/** Natural order: runs of digits by their number. */
function byName(a: Version, b: Version): number {
  return compareText(natural(fileNameOf(a.path)), natural(fileNameOf(b.path)))
}

function natural(name: string): string {
  return name.replace(/\d+/g, (digits) => digits.padStart(20, '0'))
}
