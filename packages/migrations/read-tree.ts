import { isLfsPointer, listTree, type Repository, readBlobs, type TreeEntry } from '@operator/git'
import { type MigrationTree, makeTree } from './tree.ts'

export interface ReadTree {
  readonly tree: MigrationTree
  readonly unread: readonly { readonly path: string; readonly why: string }[]
  /** Files that begin with a byte order mark, which their text does not have any more. */
  readonly marked: ReadonlySet<string>
}

/** A larger migration is a data dump; it is named, not read. Bytes. */
const maxBytes = 5 * 1024 * 1024

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf])

/** The paths of a commit and the texts of those that are wanted; `commit: null` is the empty tree. */
export async function readMigrationTree(
  repository: Repository,
  commit: string | null,
  wanted: (path: string) => boolean,
): Promise<ReadTree> {
  const entries = commit === null ? [] : await listTree(repository, commit)
  const texts = new Map<string, string>()
  const unread: { path: string; why: string }[] = []
  const marked = new Set<string>()
  const pathsOf = new Map<string, TreeEntry[]>()
  for (const entry of entries) {
    if (!wanted(entry.path)) continue
    if (entry.mode === '120000') unread.push({ path: entry.path, why: 'it is a symbolic link' })
    else if (entry.mode !== '160000') pathsOf.set(entry.oid, [...(pathsOf.get(entry.oid) ?? []), entry])
  }
  for await (const blob of readBlobs(repository, pathsOf.keys(), { maxBytes })) {
    const decoded = blob.kind === 'content' ? decode(blob.content) : undefined
    const why =
      blob.kind === 'content'
        ? decoded?.why
        : blob.kind === 'too-large'
          ? `it has ${blob.size} bytes`
          : 'it is not in this clone'
    const mark = blob.kind === 'content' && blob.content.subarray(0, 3).equals(byteOrderMark)
    for (const { path } of pathsOf.get(blob.oid) ?? []) {
      if (mark) marked.add(path)
      if (decoded?.text !== undefined) texts.set(path, decoded.text)
      else unread.push({ path, why: why ?? 'it could not be read' })
    }
  }
  return {
    tree: makeTree(
      entries.map(({ path }) => path),
      texts,
    ),
    unread,
    marked,
  }
}

function decode(content: Buffer): { readonly text?: string; readonly why?: string } {
  if (isLfsPointer(content)) return { why: 'it is a Git LFS pointer' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(content).replaceAll('\r\n', '\n') }
  } catch {
    return { why: 'it is not UTF-8' }
  }
}
