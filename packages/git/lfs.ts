const start = Buffer.from('version https://git-lfs.github.com/spec/v1\n')

/** True for a Git LFS pointer: the file's content is not in git (git-lfs/docs/spec.md: at most 1,024 bytes). */
export function isLfsPointer(content: Buffer): boolean {
  return content.length <= 1_024 && content.subarray(0, start.length).equals(start)
}
