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
  for (const { up, down } of pairedByVersion(namedFiles(directory, read))) {
    const entry = stems.get(up.stem)
    if (entry) entry.down = joinPath(directory.path, down.fileName)
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
  const named = namedFiles(directory, read)
  const ups = new Set(named.filter(({ direction }) => direction === 'up').map(({ stem }) => stem))
  const otherName = new Map(pairedByVersion(named).map(({ up, down }) => [down.fileName, up.fileName]))
  return named
    .filter(({ direction, stem }) => direction === 'down' && !ups.has(stem))
    .map(({ fileName }) => {
      const up = otherName.get(fileName)
      return {
        ruleId: 'down-without-up',
        level: up === undefined ? 'error' : 'warning',
        path: joinPath(directory.path, fileName),
        message:
          up === undefined
            ? 'This down migration has no up migration of the same name.'
            : `This down migration has another name than ${up}; only the version joins them.`,
        remedy: 'Give both files the same version and name.',
      }
    })
}

type FoundFile = NamedFile & { readonly fileName: string }

function namedFiles(directory: Directory, read: (fileName: string) => NamedFile | undefined): FoundFile[] {
  return directory.files.flatMap((fileName) => {
    const name = read(fileName)
    return name ? [{ fileName, ...name }] : []
  })
}

/** Two directions that differ in name only: golang-migrate and sqlx look at the version alone. Not where one version is there twice. */
function pairedByVersion(
  files: readonly FoundFile[],
): { readonly up: FoundFile; readonly down: FoundFile }[] {
  const versions = Map.groupBy(files, ({ key }) => key)
  return [...versions.values()].flatMap((group) => {
    const ups = group.filter(({ direction }) => direction === 'up')
    const downs = group.filter(({ direction }) => direction === 'down')
    const [up] = ups
    const [down] = downs
    const single = ups.length === 1 && downs.length === 1
    return single && up && down && up.stem !== down.stem ? [{ up, down }] : []
  })
}
