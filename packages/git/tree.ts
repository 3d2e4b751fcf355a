import { rawDiff } from './diff-options.ts'
import { isPromisedObjectMissing } from './local-objects.ts'
import { namePath } from './path-name.ts'
import { GitError, streamGit } from './process.ts'
import { splitRecords } from './records.ts'
import { type Change, emptyTree, type FileMode, type Repository, type TreeEntry } from './repository.ts'

/** A mode as git writes it; undefined for none (`000000`). */
export function fileMode(mode: string): FileMode | undefined {
  switch (mode) {
    case '100644':
    case '100755':
    case '120000':
    case '160000':
      return mode
    case '000000':
      return undefined
    default:
      // Old and hand-made trees hold other permissions; git itself looks at the owner's right to execute alone.
      if (/^100[0-7]{3}$/.test(mode)) return Number.parseInt(mode, 8) & 0o100 ? '100755' : '100644'
      throw new GitError(`git answered with the unknown file mode ${mode}.`, 0)
  }
}

/** Every file of a commit or tree, recursively, with sizes where the clone has the blobs. */
export async function listTree(repository: Repository, treeish: string): Promise<TreeEntry[]> {
  try {
    return await readTree(repository, treeish, ['-l'])
  } catch (error) {
    if (!isPromisedObjectMissing(error)) throw error
    return await readTree(repository, treeish, [])
  }
}

async function readTree(
  repository: Repository,
  treeish: string,
  options: readonly string[],
): Promise<TreeEntry[]> {
  const entries: TreeEntry[] = []
  const args = ['ls-tree', '-r', '-z', ...options, '--full-tree', '--end-of-options', treeish]
  for await (const record of splitRecords(streamGit(repository.directory, args))) {
    const tab = record.indexOf(9)
    const [mode = '', , oid = '', size = ''] = record.subarray(0, tab).toString('latin1').split(/ +/)
    const kind = fileMode(mode)
    if (kind === undefined) continue
    entries.push({
      ...namePath(record.subarray(tab + 1)),
      mode: kind,
      oid,
      size: /^\d+$/.test(size) ? Number(size) : undefined,
    })
  }
  return entries
}

/** What differs between two trees; `base: null` is the empty tree. A rename is a deletion and an addition. */
export async function diffTrees(
  repository: Repository,
  base: string | null,
  head: string,
): Promise<Change[]> {
  const changes: Change[] = []
  const args = ['diff-tree', ...rawDiff, '--end-of-options', base ?? emptyTree, head]
  const stream = streamGit(repository.directory, args)
  let raw: RegExpExecArray | null = null
  for await (const record of splitRecords(stream)) {
    if (raw === null) {
      raw = /^:(\d{6}) (\d{6}) ([0-9a-f]+) ([0-9a-f]+) [A-Z]$/.exec(record.toString('latin1'))
      if (raw === null) throw new GitError('git diff-tree answered in an unexpected form.', 0)
      continue
    }
    const [, beforeMode = '', afterMode = '', beforeOid = '', afterOid = ''] = raw
    raw = null
    changes.push({
      path: namePath(record).path,
      before: side(beforeMode, beforeOid),
      after: side(afterMode, afterOid),
    })
  }
  return changes
}

function side(mode: string, oid: string): Change['before'] {
  const kind = fileMode(mode)
  return kind === undefined ? undefined : { mode: kind, oid }
}
