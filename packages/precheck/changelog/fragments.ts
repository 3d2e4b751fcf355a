import type { ChangelogEntry } from './facts.ts'

/** `newsfragments/123.feature.md`, `changelog.d/+fix.bugfix.rst`: towncrier's and scriv's form of an entry. */
const fragment = /(?:^|\/)([^/]+)\.(?:\w+)(?:\.\d+)?\.(?:md|rst|txt)$|(?:^|\/)(?:\+?[\w-]+)\.(?:\w+)$/
const usual = /(?:^|\/)(?:newsfragments|changelog\.d|changes\.d|changelog-fragments|\.changes)\//

/** The directory that towncrier's configuration names. */
export function fragmentDirectory(configuration: string): string | undefined {
  if (!/\btowncrier\b/.test(configuration)) return undefined
  return /^[ \t]*directory\s*=\s*["']([^"'\n]{1,200})["']/m
    .exec(configuration)?.[1]
    ?.replace(/^\.\/|\/$/g, '')
}

/** An added fragment with something in it. */
export function readFragment(
  path: string,
  text: string,
  directory: string | undefined,
): ChangelogEntry | undefined {
  const inside = usual.test(path) || (directory !== undefined && path.startsWith(`${directory}/`))
  if (!inside || !fragment.test(path) || /\/(?:README|template)\b[^/]*$/i.test(path)) return undefined
  const words = text.trim()
  return words === ''
    ? undefined
    : { kind: 'fragment', place: path, text: words.slice(0, 200), announces: true }
}
