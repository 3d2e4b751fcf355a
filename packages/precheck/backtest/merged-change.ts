import { listCommits, type Repository, resolveCommit } from '@operator/git'
import type { MergedPullRequest } from '@operator/github'
import { titleOf } from '../review/collect.ts'
import type { Unreplayed } from './result.ts'

/** What a merge put on the branch: `base` is the branch just before it. */
export interface MergedChange {
  readonly base: string | null
  readonly head: string
}

/**
 * Finds a merge in the clone. A merge commit and a squash change what they differ from their first parent in; of a rebase the
 * merge commit is only the last of several, which bear the titles of the pull request's own commits.
 */
export async function findMergedChange(
  repository: Repository,
  { mergeCommit, commitTitles }: Pick<MergedPullRequest, 'mergeCommit' | 'commitTitles'>,
): Promise<MergedChange | Unreplayed> {
  if (mergeCommit === undefined) {
    return { code: 'no-merge-commit', message: 'GitHub does not tell which commit it was merged as.' }
  }
  const commit = await resolveCommit(repository, mergeCommit)
  if (commit === undefined) return notInClone(`Its merge, ${mergeCommit.slice(0, 12)},`)
  const [parent, ...others] = commit.parents
  if (parent === undefined) {
    return repository.shallow
      ? notInClone(`What was there before ${mergeCommit.slice(0, 12)}`)
      : { base: null, head: commit.oid }
  }
  if (others.length > 0 || commitTitles.length < 2) return { base: parent, head: commit.oid }
  const line = await listCommits(repository, {
    include: commit.oid,
    exclude: null,
    firstParent: true,
    max: commitTitles.length,
  })
  const titles = [...commitTitles].reverse()
  const isRebase =
    line.length === titles.length && line.every((one, index) => isTitled(titleOf(one), titles[index] ?? ''))
  return { base: isRebase ? (line.at(-1)?.parents[0] ?? null) : parent, head: commit.oid }
}

/** GitHub cuts long titles and marks the cut. */
function isTitled(title: string, told: string): boolean {
  return told.endsWith('…') ? title.startsWith(told.slice(0, -1)) : title === told
}

function notInClone(what: string): Unreplayed {
  return { code: 'not-in-clone', message: `${what} is not in this clone: fetch the whole branch.` }
}
