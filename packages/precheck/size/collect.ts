import type { Change, Repository } from '@operator/git'
import { readTextFiles, type TextFile } from '../changes/text-files.ts'
import { countChangedLines } from './count-lines.ts'
import type { SizeFacts } from './facts.ts'
import { handWritten } from './written-by-hand.ts'

/** Files whose two sides are held at once. */
const atOnce = 100
/** Files that are read; a change of more is not small, whatever is in them. */
const maxFiles = 5_000

/** Counts the changed lines of a range, from git's objects. `ignored` are the policy's globs. */
export async function collectSize(
  repository: Repository,
  changes: readonly Change[],
  ignored: readonly string[],
): Promise<SizeFacts> {
  const isHandWritten = handWritten(ignored)
  // A submodule or a link has no lines.
  const written = changes.filter(
    ({ path, before, after }) =>
      isHandWritten(path) && [before, after].some((side) => side?.mode.startsWith('100')),
  )
  const unread = written.slice(maxFiles).map(({ path }) => `${path} (too many files)`)
  let lines = 0
  let files = 0
  let uncounted = changes.length - written.length
  for (let at = 0; at < Math.min(written.length, maxFiles); at += atOnce) {
    const some = written.slice(at, Math.min(at + atOnce, maxFiles))
    const before = await readSide(repository, some, 'before')
    const after = await readSide(repository, some, 'after')
    unread.push(...before.unread, ...after.unread)
    for (const { path } of some) {
      const [old = '', now = ''] = [before.texts.get(path), after.texts.get(path)]
      if (isBinary(old) || isBinary(now)) uncounted += 1
      else {
        files += 1
        lines += countChangedLines(old, now)
      }
    }
  }
  return { lines, files, uncounted, unread: [...new Set(unread)].slice(0, 50) }
}

async function readSide(repository: Repository, changes: readonly Change[], side: 'before' | 'after') {
  const entries = changes.flatMap((change) => {
    const entry = change[side]
    return entry?.mode.startsWith('100') ? [{ path: change.path, ...entry }] : []
  })
  const { files, unread } = await readTextFiles(repository, entries)
  return { unread, texts: new Map(files.map(({ path, text }: TextFile) => [path, text])) }
}

/** As git tells: a NUL near the beginning. */
function isBinary(text: string): boolean {
  return text.slice(0, 8_000).includes('\0')
}
