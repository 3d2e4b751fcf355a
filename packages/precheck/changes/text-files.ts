import { isLfsPointer, type Repository, readBlobs, type TreeEntry } from '@operator/git'

export interface TextFile {
  readonly path: string
  readonly oid: string
  readonly text: string
}

export interface TextFiles {
  readonly files: readonly TextFile[]
  /** Files that could not be read, each with the reason. */
  readonly unread: readonly string[]
}

const maxBytes = 2_000_000

/** Reads files of a tree as text. What is not there, too large or a pointer is named, never taken for empty. */
export async function readTextFiles(
  repository: Repository,
  entries: readonly Pick<TreeEntry, 'path' | 'oid' | 'mode'>[],
): Promise<TextFiles> {
  const isPlain = ({ mode }: Pick<TreeEntry, 'mode'>) => mode === '100644' || mode === '100755'
  const plain = entries.filter(isPlain)
  const byOid = Map.groupBy(plain, ({ oid }) => oid)
  const files: TextFile[] = []
  const unread = entries
    .filter((entry) => !isPlain(entry))
    .map(({ path }) => `${path} (a link or a submodule)`)
  for await (const blob of readBlobs(repository, byOid.keys(), { maxBytes })) {
    for (const { path, oid } of byOid.get(blob.oid) ?? []) {
      if (blob.kind === 'missing') unread.push(`${path} (not in this clone)`)
      else if (blob.kind === 'too-large') unread.push(`${path} (${blob.size} bytes)`)
      else if (isLfsPointer(blob.content)) unread.push(`${path} (Git LFS)`)
      else files.push({ path, oid, text: blob.content.toString('utf8') })
    }
  }
  return { files, unread }
}
