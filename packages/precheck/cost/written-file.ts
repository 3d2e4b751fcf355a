import { readFile, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { type Repository, resolveCommit, type TreeEntry } from '@operator/git'

/** Plans of a thousand resources have some megabytes. */
const maxBytes = 100_000_000

export type WrittenFileReading =
  | { readonly kind: 'read'; readonly text: string }
  /** `reason` is a clause. */
  | { readonly kind: 'refused'; readonly reason: string }

/**
 * Reads what a step before this one wrote into the work tree. What is committed proves nothing, for the change itself may have
 * written it; and a work tree of another commit tells nothing about this one. What is left is believed as far as the job is.
 */
export async function readWrittenFile(
  repository: Repository,
  head: string,
  tree: readonly TreeEntry[],
  path: string,
): Promise<WrittenFileReading> {
  const clean = path.replace(/^(?:\.\/)+/, '')
  if (tree.some((entry) => clean === entry.path || clean.startsWith(`${entry.path}/`))) {
    return refused('it is committed, and a change proves nothing about itself')
  }
  const [here, there] = [await resolveCommit(repository, 'HEAD'), await resolveCommit(repository, head)]
  if (here === undefined || here.tree !== there?.tree) {
    return refused('the work tree holds another commit than the one that is judged')
  }
  const file = join(repository.directory, clean)
  try {
    if ((await realpath(file)) !== join(await realpath(repository.directory), clean)) {
      return refused('it is a link, or outside of the work tree')
    }
    if ((await stat(file)).size > maxBytes) return refused(`it has more than ${maxBytes} bytes`)
    return { kind: 'read', text: await readFile(file, 'utf8') }
  } catch {
    return refused('it is not there; write it in a step before this one')
  }
}

function refused(reason: string): WrittenFileReading {
  return { kind: 'refused', reason }
}
