/** An opened repository. Made by `openRepository` only, which has checked that git answers for it. */
export interface Repository {
  /** Absolute path of the work tree or bare repository. */
  readonly directory: string
  /** True when history is cut (`fetch-depth`): absence of a commit then proves nothing. */
  readonly shallow: boolean
  /** False in a repository without commits. */
  readonly hasCommits: boolean
}

/** git's own modes: file, executable, symbolic link, submodule (gitlink). */
export type FileMode = '100644' | '100755' | '120000' | '160000'

export interface TreeEntry {
  /** `/`-separated bytes decoded as UTF-8; undecodable bytes as U+FFFD, then `pathBytes` holds the truth. */
  readonly path: string
  readonly pathBytes?: Buffer
  readonly mode: FileMode
  readonly oid: string
  /** Bytes; undefined for a submodule, and for a blob that a partial clone lacks. */
  readonly size: number | undefined
}

/** One side's absence means added or deleted. Renames are a deletion and an addition. */
export interface Change {
  readonly path: string
  readonly before: { readonly mode: FileMode; readonly oid: string } | undefined
  readonly after: { readonly mode: FileMode; readonly oid: string } | undefined
}

export interface Commit {
  readonly oid: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: { readonly name: string; readonly email: string }
  readonly committer: { readonly name: string; readonly email: string }
  /** ISO 8601. */
  readonly committedAt: string
  readonly message: string
}

/** A blob that was not read, and why; a verdict over it is unknown. */
export type BlobContent =
  | { readonly kind: 'content'; readonly oid: string; readonly content: Buffer }
  | { readonly kind: 'too-large'; readonly oid: string; readonly size: number }
  | { readonly kind: 'missing'; readonly oid: string }

/** git's well-known empty tree (SHA-1 repositories). */
export const emptyTree = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'
