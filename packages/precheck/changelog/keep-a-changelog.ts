import { readSections } from '../markdown/sections.ts'
import type { ChangelogEntry } from './facts.ts'

export function isChangelogFile(path: string): boolean {
  return /(?:^|\/)(?:CHANGELOG|CHANGES|HISTORY|NEWS|RELEASE[-_]?NOTES)(?:\.(?:md|markdown|rst|txt|adoc))?$/i.test(
    path,
  )
}

/**
 * What a change adds to a changelog: list items under "Unreleased" or under a heading that the base has not.
 * An edit of what was released is no entry.
 */
export function findNewEntries(path: string, base: string, head: string): ChangelogEntry[] {
  const entry = (text: string): ChangelogEntry => ({
    kind: 'keep-a-changelog',
    place: path,
    text: text.slice(0, 200),
    announces: true,
  })
  if (!/\.(?:md|markdown)$/i.test(path)) return addedLines(base, head).slice(0, 20).map(entry)
  const before = readSections(base)
  const known = new Set(before.flatMap(({ items }) => items))
  const headings = new Set(before.map(({ heading }) => heading))
  const open = readSections(head).filter(
    ({ heading, depth }) => depth <= 2 && (isUnreleased(heading) || !headings.has(heading)),
  )
  // A new title above everything would make the whole file look new.
  const items = new Set(open.flatMap((section) => section.items).filter((item) => !known.has(item)))
  return [...items].slice(0, 20).map(entry)
}

function isUnreleased(heading: string): boolean {
  return /\b(?:unreleased|upcoming|next)\b/i.test(heading)
}

function addedLines(base: string, head: string): string[] {
  const known = new Set(base.split(/\r?\n/).map((line) => line.trim()))
  return head
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => /\w{3}/.test(line) && !known.has(line))
}
