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

/** An added fragment with something in it. `folders`: where fragments lie, by the folder of the package that they are about. */
export function readFragment(
  path: string,
  text: string,
  folders: ReadonlyMap<string, string>,
): ChangelogEntry | undefined {
  const [named] = [...folders].filter(([directory]) => path.startsWith(`${directory}/`))
  const inside = usual.exec(path)
  if (named === undefined && inside === null) return undefined
  if (!fragment.test(path) || /\/(?:README|template)\b[^/]*$/i.test(path)) return undefined
  const words = text.trim()
  if (words === '') return undefined
  const covers = [named?.[1] ?? path.slice(0, inside?.index ?? 0)]
  return { kind: 'fragment', place: path, text: words.slice(0, 200), announces: true, covers }
}
