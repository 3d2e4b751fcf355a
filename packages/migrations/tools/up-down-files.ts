import { type Directory, joinPath, type MigrationTree } from '../tree.ts'
import { type History, type Section, section, type Version } from './tool.ts'

export interface NamedFile {
  readonly key: string
  /** Joins the two directions of one migration. */
  readonly stem: string
  readonly direction: 'up' | 'down'
}

/** Migrations whose two directions are two files of one directory. */
export function pairFiles(
  directory: Directory,
  tree: MigrationTree,
  read: (fileName: string) => NamedFile | undefined,
  transaction: (text: string) => Section['transaction'],
  order: (a: Version, b: Version) => number,
): Version[] {
  const stems = new Map<string, { key: string; up?: string; down?: string }>()
  for (const fileName of directory.files) {
    const named = read(fileName)
    if (!named) continue
    const entry = stems.get(named.stem) ?? { key: named.key }
    entry[named.direction] = joinPath(directory.path, fileName)
    stems.set(named.stem, entry)
  }
  const open = (path: string) => section(tree, path, transaction(tree.text(path) ?? ''))
  return [...stems.values()]
    .flatMap(({ key, up, down }): Version[] => {
      if (up === undefined) return []
      return [{ key, path: up, up: open(up), down: (down && open(down)) || 'missing' }]
    })
    .sort(order)
}

/** Down files without their up file: the tool cannot apply them, and mostly it is a slip in a name. */
export function orphanDowns(
  directory: Directory,
  read: (fileName: string) => NamedFile | undefined,
): History['problems'] {
  const named = directory.files.flatMap((fileName) => {
    const name = read(fileName)
    return name ? [{ fileName, ...name }] : []
  })
  const ups = new Set(named.filter(({ direction }) => direction === 'up').map(({ stem }) => stem))
  return named
    .filter(({ direction, stem }) => direction === 'down' && !ups.has(stem))
    .map(({ fileName }) => ({
      ruleId: 'down-without-up',
      level: 'error',
      path: joinPath(directory.path, fileName),
      message: 'This down migration has no up migration of the same name.',
      remedy: 'Give both files the same version and name.',
    }))
}
