/** The files of one commit as the tools see them: all paths, and the texts of those that a tool may need. */
export interface MigrationTree {
  readonly paths: readonly string[]
  text(path: string): string | undefined
  /** True when a file of this name stands in the directory or in one above it. */
  hasAbove(directory: string, fileName: string): boolean
}

export interface Directory {
  readonly path: string
  /** Names of the files directly in it. */
  readonly files: readonly string[]
  /** Names of its folders, each with the names of the files directly in it. */
  readonly folders: ReadonlyMap<string, readonly string[]>
  /** The policy says that migrations are applied from it. */
  readonly named: boolean
}

export function joinPath(directory: string, name: string): string {
  return directory === '' ? name : `${directory}/${name}`
}

export function directoryOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at === -1 ? '' : path.slice(0, at)
}

export function fileNameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** Directories that hold at least one of the paths directly or one folder down. */
export function listDirectories(paths: readonly string[]): Directory[] {
  const filesOf = new Map<string, string[]>()
  for (const path of paths) {
    const files = filesOf.get(directoryOf(path))
    if (files) files.push(fileNameOf(path))
    else filesOf.set(directoryOf(path), [fileNameOf(path)])
  }
  const foldersOf = new Map<string, Map<string, string[]>>()
  for (const [path, files] of filesOf) {
    if (path === '') continue
    const parent = foldersOf.get(directoryOf(path)) ?? new Map<string, string[]>()
    parent.set(fileNameOf(path), files)
    foldersOf.set(directoryOf(path), parent)
  }
  return [...new Set([...filesOf.keys(), ...foldersOf.keys()])].sort().map((path) => ({
    path,
    files: filesOf.get(path) ?? [],
    folders: foldersOf.get(path) ?? new Map(),
    named: false,
  }))
}

export function makeTree(paths: readonly string[], texts: ReadonlyMap<string, string>): MigrationTree {
  const all = new Set(paths)
  return {
    paths,
    text: (path) => texts.get(path),
    hasAbove: (directory, fileName) => {
      for (let at = directory; ; at = directoryOf(at)) {
        if (all.has(joinPath(at, fileName))) return true
        if (at === '') return false
      }
    },
  }
}
