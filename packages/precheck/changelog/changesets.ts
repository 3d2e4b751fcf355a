import type { ChangelogEntry } from './facts.ts'

export function isChangesetFile(path: string): boolean {
  return /^(?:.*\/)?\.changeset\/(?:pre\/)?[^/]+\.md$/.test(path) && !/\/README\.md$/i.test(path)
}

/**
 * A changeset with valid front matter. An empty one says that there is nothing to release; an invalid one says nothing.
 * `folders` are those of the packages, by name.
 */
export function readChangeset(
  path: string,
  text: string,
  folders: ReadonlyMap<string, string> = new Map(),
): ChangelogEntry | undefined {
  const [, front, body] = /^---[ \t]*\r?\n([\s\S]{0,20000}?)^---[ \t]*(?:\r?\n([\s\S]*))?$/m.exec(text) ?? []
  if (front === undefined) return undefined
  const lines = front.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trim().startsWith('#'))
  const named = lines.map((line) =>
    /^["']?([@\w][\w./@-]*)["']?:\s*(major|minor|patch|none)\s*$/.exec(line.trim()),
  )
  const bumps = named.map((match) => match?.[2])
  if (bumps.includes(undefined)) return undefined
  const announces = bumps.some((bump) => bump !== 'none')
  const summary = (body ?? '').trim()
  if (announces && summary === '') return undefined
  // An empty one is about everything that the change touches.
  const covers = named.flatMap((match) => folders.get(match?.[1] ?? '') ?? [])
  return {
    kind: 'changeset',
    place: path,
    text: summary.slice(0, 200),
    announces,
    ...(named.length > 0 && folders.size > 0 && { covers }),
  }
}
