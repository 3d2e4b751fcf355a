import { compareHistories, type HistoryChange } from './compare-histories.ts'
import type { History } from './tools/tool.ts'
import { fileNameOf } from './tree.ts'

/** Pairs by directory; a history that moved is paired with the one it came from, by its file names. One that is gone has no versions. */
export function pairHistories(heads: readonly History[], bases: readonly History[]): HistoryChange[] {
  const byDirectory = new Map(bases.map((history) => [history.directory, history]))
  const left = new Set(bases.filter(({ directory }) => !heads.some((head) => head.directory === directory)))
  const pairs = heads.map((head) => {
    const same = byDirectory.get(head.directory)
    if (same !== undefined) return compareHistories(head, same)
    const from = [...left].find((history) => isMoved(history, head))
    if (from !== undefined) left.delete(from)
    return compareHistories(head, from)
  })
  const gone = [...left].map((base) => compareHistories({ ...base, versions: [], problems: [] }, base))
  return [...pairs, ...gone]
}

function isMoved(from: History, to: History): boolean {
  const names = new Set(to.versions.map(({ key, path }) => `${key} ${fileNameOf(path)}`))
  const kept = from.versions.filter(({ key, path }) => names.has(`${key} ${fileNameOf(path)}`))
  return from.versions.length > 0 && kept.length * 2 > from.versions.length
}
