import { GitError, runGit } from './process.ts'
import type { Commit, Repository } from './repository.ts'

const fields = ['%H', '%T', '%P', '%an', '%ae', '%cn', '%ce', '%cI', '%B'] as const

/** `git log`'s format for {@link parseCommit}: fields end in NUL, and the record after the last one in nothing. */
export const commitFormat = fields.join('%x00')
export const commitFields = fields.length

/** What an object is called never changes; each question costs two processes. */
const named = new WeakMap<Repository, Map<string, Commit>>()

/** The commit that a revision names; undefined when there is none. */
export async function resolveCommit(repository: Repository, revision: string): Promise<Commit | undefined> {
  if (!/^[0-9a-f]{40}$/.test(revision)) return findCommit(repository, revision)
  const known = named.get(repository) ?? new Map<string, Commit>()
  named.set(repository, known)
  const found = known.get(revision) ?? (await findCommit(repository, revision))
  if (found !== undefined) known.set(revision, found)
  return found
}

async function findCommit(repository: Repository, revision: string): Promise<Commit | undefined> {
  if (revision === '' || revision.startsWith('-') || /[\u0000\n]/.test(revision)) return undefined
  let oid: string
  try {
    const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`]
    oid = (await runGit(repository.directory, args)).toString().trim()
  } catch (error) {
    if (error instanceof GitError && error.exitCode !== null) return undefined
    throw error
  }
  if (!/^[0-9a-f]{40}$/.test(oid)) return undefined
  const format = `--format=tformat:${commitFormat}`
  const answer = await runGit(repository.directory, ['log', '--no-walk', '-z', format, oid])
  return parseCommit(answer.toString('utf8').split('\0'))
}

/** Reads one commit from its fields. */
export function parseCommit(parts: readonly string[]): Commit {
  const [oid, tree, parents, authorName, authorEmail, committerName, committerEmail, committedAt, message] =
    parts
  if (oid === undefined || tree === undefined || message === undefined) {
    throw new GitError('git log answered in an unexpected form.', 0)
  }
  return {
    oid,
    tree,
    parents: (parents ?? '').split(' ').filter((parent) => parent !== ''),
    author: { name: authorName ?? '', email: authorEmail ?? '' },
    committer: { name: committerName ?? '', email: committerEmail ?? '' },
    committedAt: committedAt ?? '',
    message,
  }
}
