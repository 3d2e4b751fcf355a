import { joinPath } from '../tree.ts'
import { cutAtMarkers } from './markers.ts'
import { compareText, type RecogniseTool, type Section, type Version } from './tool.ts'

const marker = /^--\s*migrate:(up|down)(\s.*)?$/

/** `<digits>*.sql` with `-- migrate:up` and `-- migrate:down`, ordered by file name; `transaction:false` sends one query. */
export const dbmate: RecogniseTool = (directory, tree) => {
  const names = directory.files.filter((name) => /^\d.*\.sql$/.test(name))
  const marked = names.filter((name) =>
    /^--\s*migrate:up/m.test((tree.text(joinPath(directory.path, name)) ?? '').slice(0, 20_000)),
  )
  if (marked.length === 0) return undefined
  const versions = names.map((name): Version => {
    const path = joinPath(directory.path, name)
    const text = tree.text(path)
    const parts = cutAtMarkers(text ?? '', marker)
    const find = (direction: string): Section | undefined => {
      const part = parts.find((candidate) => candidate.marker[1] === direction)
      const transaction = /\btransaction:\s*false\b/.test(part?.marker[2] ?? '') ? 'implicit' : 'file'
      return part && { path, text: part.text, firstLine: part.firstLine, transaction }
    }
    return {
      key: /^\d+/.exec(name)?.[0] ?? name,
      path,
      up: text === undefined ? undefined : find('up'),
      down: find('down') ?? 'missing',
    }
  })
  return {
    directory: directory.path,
    tool: 'dbmate',
    scope: 'script',
    versions: versions.sort((a, b) => compareText(a.path, b.path)),
    problems: [],
  }
}
