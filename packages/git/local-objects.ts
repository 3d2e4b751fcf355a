import { GitError, streamGit } from './process.ts'
import type { Repository } from './repository.ts'

/**
 * True for git's refusal to go on without an object that a partial clone promises: nothing is fetched for a verdict, and git then
 * ends instead of naming the object as missing.
 */
export function isPromisedObjectMissing(error: unknown): boolean {
  return error instanceof GitError && /promisor remote|lazy fetching/.test(error.message)
}

/** Names of all objects that are really in this clone. Slow; for partial clones only. */
export async function listLocalObjects(repository: Repository): Promise<Set<string>> {
  const args = ['cat-file', '--batch-all-objects', '--unordered', '--buffer', '--batch-check=%(objectname)']
  const names = new Set<string>()
  let rest = ''
  for await (const chunk of streamGit(repository.directory, args)) {
    const lines = (rest + chunk.toString('latin1')).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) names.add(line)
  }
  return names
}
