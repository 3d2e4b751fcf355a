import type { ChangelogEntry } from './facts.ts'

export function isChangesetFile(path: string): boolean {
  return /^(?:.*\/)?\.changeset\/(?:pre\/)?[^/]+\.md$/.test(path) && !/\/README\.md$/i.test(path)
}

/** A changeset with valid front matter. An empty one says that there is nothing to release; an invalid one says nothing. */
export function readChangeset(path: string, text: string): ChangelogEntry | undefined {
  const [, front, body] = /^---[ \t]*\r?\n([\s\S]{0,20000}?)^---[ \t]*(?:\r?\n([\s\S]*))?$/m.exec(text) ?? []
  if (front === undefined) return undefined
  const lines = front.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  const bumps = lines.map(
    (line) => /^["']?[@\w][\w./@-]*["']?:\s*(major|minor|patch|none)\s*$/.exec(line.trim())?.[1],
  )
  if (bumps.includes(undefined)) return undefined
  const announces = bumps.some((bump) => bump !== 'none')
  const summary = (body ?? '').trim()
  if (announces && summary === '') return undefined
  return { kind: 'changeset', place: path, text: summary.slice(0, 200), announces }
}
