import { type Change, diffTrees, isAncestor, mergeBase, type Repository, resolveCommit } from '@operator/git'

/** A branch that merges its target in more often than this between two reviews is reviewed again. */
const maxMerges = 50

/**
 * True when everything between the reviewed commit and the head only merged the target branch in, without a byte of its own:
 * each path has the content of one side. Where both sides changed a file it cannot be told without merging, so it is false.
 */
export async function onlyMergesTarget(
  repository: Repository,
  reviewed: string,
  head: string,
  target: string,
): Promise<boolean> {
  let current = head
  for (let steps = 0; current !== reviewed; steps += 1) {
    const commit = await resolveCommit(repository, current)
    const [first, second, ...more] = commit?.parents ?? []
    if (steps >= maxMerges || !commit || first === undefined || second === undefined || more.length > 0) {
      return false
    }
    if (!(await resolveCommit(repository, second)) || !(await isAncestor(repository, second, target)))
      return false
    if (!(await isCleanMerge(repository, commit.oid, first, second))) return false
    current = first
  }
  return true
}

/** True where git alone, without a conflict, makes this of the two sides; false also where it cannot be told without merging. */
export async function isCleanMerge(
  repository: Repository,
  merge: string,
  ours: string,
  theirs: string,
): Promise<boolean> {
  const base = await mergeBase(repository, ours, theirs)
  if (base === undefined) return false
  const byUs = new Map((await diffTrees(repository, base, ours)).map((change) => [change.path, change.after]))
  const expected = new Map<string, Change['after']>()
  for (const { path, after } of await diffTrees(repository, base, theirs)) {
    if (!byUs.has(path)) expected.set(path, after)
    else if (!sameFile(byUs.get(path), after)) return false
  }
  const actual = await diffTrees(repository, ours, merge)
  return (
    actual.length === expected.size &&
    actual.every(({ path, after }) => expected.has(path) && sameFile(expected.get(path), after))
  )
}

function sameFile(a: Change['after'], b: Change['after']): boolean {
  return a?.oid === b?.oid && a?.mode === b?.mode
}
