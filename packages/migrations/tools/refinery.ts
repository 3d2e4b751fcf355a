import { joinPath } from '../tree.ts'
import { compareNumeric, type RecogniseTool, section } from './tool.ts'

const name = /^([UV])(\d+(?:\.\d+)?)__(\w+)\.sql$/

/** Rust's refinery: `V1__x.sql`, and `U1__x.sql` which is unversioned, not undo. No downs. */
export const refinery: RecogniseTool = (directory, tree) => {
  if (!tree.hasAbove(directory.path, 'Cargo.toml')) return undefined
  const names = directory.files.filter((fileName) => name.test(fileName))
  if (names.length === 0) return undefined
  const versions = names.map((fileName) => {
    const path = joinPath(directory.path, fileName)
    return {
      key: name.exec(fileName)?.[2] ?? '',
      path,
      up: section(tree, path, 'file'),
      down: 'none' as const,
    }
  })
  return {
    directory: directory.path,
    tool: 'refinery',
    scope: 'script',
    versions: versions.sort((a, b) => compareNumeric(a.key.split('.')[0] ?? '', b.key.split('.')[0] ?? '')),
    problems: [],
  }
}
