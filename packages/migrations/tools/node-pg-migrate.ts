import { joinPath } from '../tree.ts'
import { cutAtMarkers } from './markers.ts'
import { compareText, type RecogniseTool, type Section, type Version } from './tool.ts'

const marker = /^[ \t]*--[ \t-]*(up|down)\s+migration/i

/** SQL files of node-pg-migrate: `-- Up Migration` and `-- Down Migration`; all pending ones in one transaction. */
export const nodePgMigrate: RecogniseTool = (directory, tree) => {
  const names = directory.files.filter((name) => /^\d.*\.sql$/.test(name))
  const marked = names.some((name) =>
    /^[ \t]*--[ \t-]*up\s+migration/im.test(
      (tree.text(joinPath(directory.path, name)) ?? '').slice(0, 20_000),
    ),
  )
  if (!marked) return undefined
  const versions = names.map((name): Version => {
    const path = joinPath(directory.path, name)
    const text = tree.text(path)
    const parts = cutAtMarkers(text ?? '', marker)
    const find = (direction: string): Section | undefined => {
      const part = parts.find((candidate) => candidate.marker[1]?.toLowerCase() === direction)
      return part && { path, text: part.text, firstLine: part.firstLine, transaction: 'file' }
    }
    return {
      key: name,
      path,
      up: text === undefined ? undefined : find('up'),
      down: find('down') ?? 'missing',
    }
  })
  return {
    directory: directory.path,
    tool: 'node-pg-migrate',
    scope: 'set',
    versions: versions.sort((a, b) => compareText(a.key, b.key)),
    problems: [],
  }
}
