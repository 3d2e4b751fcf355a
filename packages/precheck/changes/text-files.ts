import { isLfsPointer, type Repository, readBlobs, type TreeEntry } from '@operator/git'

export interface TextFile {
  readonly path: string
  readonly text: string
}

export interface TextFiles {
  readonly files: readonly TextFile[]
  /** Files that could not be read, each with the reason. */
  readonly unread: readonly string[]
}

export type FileEntry = Pick<TreeEntry, 'path' | 'oid' | 'mode'>

const maxBytes = 2_000_000

/** Reads files one after the other. What is not there, too large or a pointer is named, never taken for empty. */
export async function* streamTextFiles(
  repository: Repository,
  entries: readonly FileEntry[],
  limit = maxBytes,
): AsyncGenerator<TextFile | { readonly unread: string }> {
  const byOid = new Map<string, string[]>()
  for (const { path, oid, mode } of entries) {
    if (mode !== '100644' && mode !== '100755') yield { unread: `${path} (a link or a submodule)` }
    else {
      const paths = byOid.get(oid)
      if (paths === undefined) byOid.set(oid, [path])
      else paths.push(path)
    }
  }
  for await (const blob of readBlobs(repository, byOid.keys(), { maxBytes: limit })) {
    for (const path of byOid.get(blob.oid) ?? []) {
      if (blob.kind === 'missing') yield { unread: `${path} (not in this clone)` }
      else if (blob.kind === 'too-large') yield { unread: `${path} (${blob.size} bytes)` }
      else if (isLfsPointer(blob.content)) yield { unread: `${path} (Git LFS)` }
      else yield { path, text: blob.content.toString('utf8') }
    }
  }
}

/** The same, all at once; for few or small files. */
export async function readTextFiles(
  repository: Repository,
  entries: readonly FileEntry[],
): Promise<TextFiles> {
  const files: TextFile[] = []
  const unread: string[] = []
  for await (const file of streamTextFiles(repository, entries)) {
    if ('unread' in file) unread.push(file.unread)
    else files.push(file)
  }
  return { files, unread }
}
