import { joinPath, type MigrationTree } from '../tree.ts'
import { compareText, type RecogniseTool, type Section, section } from './tool.ts'

const name = /^(\w[^\W_]*)(?:_.*)?\.sql$/

/** Atlas: `<version>_<name>.sql` beside `atlas.sum`, ordered by file name; each file in a transaction unless it says `-- atlas:txmode none`. */
export const atlas: RecogniseTool = (directory, tree) => {
  if (!directory.files.includes('atlas.sum')) return undefined
  const names = directory.files.filter((fileName) => name.test(fileName) && !/\.down\.sql$/.test(fileName))
  const versions = names.sort(compareText).map((fileName) => {
    const path = joinPath(directory.path, fileName)
    return {
      key: name.exec(fileName)?.[1] ?? fileName,
      path,
      up: section(tree, path, transaction(tree, path)),
      down: 'none' as const,
    }
  })
  if (versions.length === 0) return undefined
  return { directory: directory.path, tool: 'Atlas', scope: 'script', versions, problems: [] }
}

function transaction(tree: MigrationTree, path: string): Section['transaction'] {
  return /^--\s*atlas:txmode\s+none\b/m.test((tree.text(path) ?? '').slice(0, 20_000)) ? 'none' : 'file'
}
