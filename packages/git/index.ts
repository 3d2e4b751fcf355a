export { type BlobLimits, readBlobs, readFile } from './blobs.ts'
export {
  type CommitRange,
  isAncestor,
  listCommits,
  listRangeBlobs,
  mergeBase,
  type RangeBlob,
} from './history.ts'
export { isLfsPointer } from './lfs.ts'
export { NotARepositoryError, openRepository } from './open-repository.ts'
export { GitError } from './process.ts'
export type { Range } from './range.ts'
export {
  type BlobContent,
  type Change,
  type Commit,
  emptyTree,
  type FileMode,
  type Repository,
  type TreeEntry,
} from './repository.ts'
export { resolveCommit } from './resolve-commit.ts'
export { listTags, type Tag } from './tags.ts'
export { diffTrees, listTree } from './tree.ts'
