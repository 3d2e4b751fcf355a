import { joinPath } from '../tree.ts'
import { cutAtMarkers } from './markers.ts'
import { compareNumeric, type RecogniseTool, type Section, type Version } from './tool.ts'

const marker = /^\s*--\s*\+(?:goose|migrate)\s+(up|down)\b(.*)$/i

/** `-- +goose Up` and `-- +goose Down` (sql-migrate: `-- +migrate`), numeric order; `NO TRANSACTION` holds for the file. */
export const goose: RecogniseTool = (directory, tree) => {
  const texts = directory.files
    .filter((name) => /\.sql$/.test(name))
    .map((name) => ({ name, text: tree.text(joinPath(directory.path, name)) }))
  const kind = texts
    .map(({ text }) => /^[ \t]*--\s*\+(goose|migrate)\s+up\b/im.exec((text ?? '').slice(0, 20_000))?.[1])
    .find(Boolean)
  if (kind === undefined) return undefined
  const numbered = texts.filter(({ name }) => /^\d+/.test(name))
  const versions = numbered.map(({ name, text }): Version => {
    const path = joinPath(directory.path, name)
    const parts = cutAtMarkers(text ?? '', marker)
    const noTransaction = /^[ \t]*--\s*\+goose\s+no\s+transaction\b/im.test((text ?? '').slice(0, 20_000))
    const find = (direction: string): Section | undefined => {
      const part = parts.find((candidate) => candidate.marker[1]?.toLowerCase() === direction)
      const none = noTransaction || /\bnotransaction\b/i.test(part?.marker[2] ?? '')
      return part && { path, text: part.text, firstLine: part.firstLine, transaction: none ? 'none' : 'file' }
    }
    return {
      key: (/^\d+/.exec(name)?.[0] ?? '').replace(/^0+(?=\d)/, ''),
      path,
      up:
        text === undefined
          ? undefined
          : (find('up') ?? { path, text: '', firstLine: 1, transaction: 'file' }),
      down: find('down') ?? 'missing',
    }
  })
  return {
    directory: directory.path,
    tool: kind.toLowerCase() === 'goose' ? 'goose' : 'sql-migrate',
    scope: 'script',
    versions: versions.sort((a, b) => compareNumeric(a.key, b.key)),
    problems: [],
  }
}
