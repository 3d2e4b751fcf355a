import { diffTrees, isAncestor, listCommits, type Repository, resolveCommit } from '@operator/git'
import { compareCommits, describeProblem, type GitHub } from '@operator/github'

/** What a commit has that an earlier one has not. */
export interface Change {
  /** True when the earlier commit is an ancestor: going back takes nothing along that was never there. */
  readonly isAncestor: boolean
  /** Newest first; at most 100. */
  readonly commits: readonly { readonly sha: string; readonly title: string }[]
  readonly total: number
  readonly files: readonly string[]
  /** False when there may be more files: absence then proves nothing. */
  readonly filesComplete: boolean
}

export type ReadChange =
  | { readonly ok: true; readonly change: Change }
  | { readonly ok: false; readonly why: string }

const listed = 100

/** Reads the change between two commits from the clone where it has both, else from GitHub. */
export async function readChange(
  from: string,
  to: string,
  repository: Repository | undefined,
  github: GitHub | undefined,
): Promise<ReadChange> {
  const local = repository && (await readLocalChange(repository, from, to))
  if (local !== undefined) return { ok: true, change: local }
  if (github === undefined) return { ok: false, why: 'the clone does not have both commits' }
  const compared = await compareCommits(github, from, to)
  if (!compared.ok) return { ok: false, why: describeProblem(compared.problem) }
  const { status, commits, total, files, filesComplete } = compared.value
  return {
    ok: true,
    change: {
      isAncestor: status === 'ahead' || status === 'identical',
      commits: [...commits].reverse().slice(0, listed),
      total,
      files,
      filesComplete,
    },
  }
}

async function readLocalChange(
  repository: Repository,
  from: string,
  to: string,
): Promise<Change | undefined> {
  // A shallow clone may hold both commits and lack what lies between.
  if (repository.shallow) return undefined
  if (!(await resolveCommit(repository, from)) || !(await resolveCommit(repository, to))) return undefined
  const commits = await listCommits(repository, { include: to, exclude: from })
  const changes = await diffTrees(repository, from, to)
  return {
    isAncestor: await isAncestor(repository, from, to),
    commits: commits
      .slice(0, listed)
      .map(({ oid, message }) => ({ sha: oid, title: message.split('\n')[0] ?? '' })),
    total: commits.length,
    files: changes.map(({ path }) => path),
    filesComplete: true,
  }
}
