import { rawDiff } from './diff-options.ts'
import { namePath } from './path-name.ts'
import { GitError, runGit, streamGit } from './process.ts'
import { splitRecords } from './records.ts'
import type { Commit, FileMode, Repository } from './repository.ts'
import { commitFields, commitFormat, parseCommit } from './resolve-commit.ts'
import { fileMode } from './tree.ts'

/** Commits of `include` that `exclude` cannot reach; `exclude: null` means all history. */
export interface CommitRange {
  readonly include: string
  readonly exclude: string | null
  readonly max?: number
  /** Only what was put on the branch itself: a merge stands for all that it brought. */
  readonly firstParent?: boolean
}

/** The best common ancestor; undefined when the clone has none. */
export async function mergeBase(repository: Repository, a: string, b: string): Promise<string | undefined> {
  try {
    return (await runGit(repository.directory, ['merge-base', '--end-of-options', a, b])).toString().trim()
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 1) return undefined
    throw error
  }
}

/** True when the descendant's history, as far as this clone has it, contains the ancestor. */
export async function isAncestor(
  repository: Repository,
  ancestor: string,
  descendant: string,
): Promise<boolean> {
  try {
    await runGit(repository.directory, [
      'merge-base',
      '--is-ancestor',
      '--end-of-options',
      ancestor,
      descendant,
    ])
    return true
  } catch (error) {
    if (error instanceof GitError && error.exitCode === 1) return false
    throw error
  }
}

function revisions(range: CommitRange): string[] {
  const max = range.max === undefined ? [] : [`--max-count=${range.max}`]
  const line = range.firstParent === true ? ['--first-parent'] : []
  return [
    ...max,
    ...line,
    '--end-of-options',
    range.include,
    ...(range.exclude === null ? [] : [`^${range.exclude}`]),
  ]
}

/** The range's commits, newest first. */
export async function listCommits(repository: Repository, range: CommitRange): Promise<Commit[]> {
  const args = ['log', '-z', `--format=tformat:${commitFormat}`, ...revisions(range)]
  const commits: Commit[] = []
  let parts: string[] = []
  for await (const record of splitRecords(streamGit(repository.directory, args))) {
    parts.push(record.toString('utf8'))
    if (parts.length === commitFields) {
      commits.push(parseCommit(parts))
      parts = []
    }
  }
  return commits
}

export interface RangeBlob {
  readonly commit: string
  readonly path: string
  readonly oid: string
  readonly mode: FileMode
}

/**
 * Every blob version that a commit of the range added or changed.
 * A merge counts against each parent, so that what only the merge itself brought in is seen too.
 */
export async function* listRangeBlobs(repository: Repository, range: CommitRange): AsyncGenerator<RangeBlob> {
  // Not `-m`, whose meaning the configuration (log.diffMerges) may change.
  const format = ['--diff-merges=separate', '--root', ...rawDiff, '--format=tformat:commit %H']
  const args = ['log', ...format, ...revisions(range)]
  let commit = ''
  let change: { readonly oid: string; readonly mode: FileMode | undefined } | undefined
  for await (const record of splitRecords(streamGit(repository.directory, args))) {
    if (change !== undefined) {
      const { oid, mode } = change
      change = undefined
      if (mode !== undefined && mode !== '160000') yield { commit, path: namePath(record).path, oid, mode }
      continue
    }
    const text = record.toString('latin1').trimStart()
    const header = /^commit ([0-9a-f]{40})$/.exec(text)
    if (header?.[1] !== undefined) commit = header[1]
    const raw = /^:\d{6} (\d{6}) [0-9a-f]+ ([0-9a-f]+) [A-Z]$/.exec(text)
    if (raw?.[1] !== undefined && raw[2] !== undefined) change = { oid: raw[2], mode: fileMode(raw[1]) }
  }
}
