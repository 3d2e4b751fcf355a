import type { Change } from '@operator/git'
import { type MigrationTree, makeTree } from './tree.ts'

/**
 * The files as they will be once the change is merged: the change's own version of what it touches, the target branch's of all
 * else. Which version sorts last is decided there.
 */
export function mergeTrees(
  head: MigrationTree,
  target: MigrationTree,
  targetChanges: readonly Change[],
  changed: ReadonlySet<string>,
): MigrationTree {
  const theirs = targetChanges.map(({ path }) => path).filter((path) => !changed.has(path))
  const taken = new Set(theirs)
  const inTarget = new Set(target.paths)
  const paths = [
    ...head.paths.filter((path) => !taken.has(path)),
    ...theirs.filter((path) => inTarget.has(path)),
  ]
  const texts = new Map<string, string>()
  for (const path of paths) {
    const text = (taken.has(path) ? target : head).text(path)
    if (text !== undefined) texts.set(path, text)
  }
  return makeTree(paths, texts)
}
