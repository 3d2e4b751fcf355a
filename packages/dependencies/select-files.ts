import { matchesGlob } from 'node:path/posix'
import type { TreeEntry } from '@operator/git'
import {
  foreignFolder,
  lockfileFormats,
  manifestLockfiles,
  manifestPath,
  unsupportedLockfile,
} from './lockfiles/index.ts'
import { otherManifests } from './lockfiles/other-manifests.ts'
import { pnpmWorkspace } from './lockfiles/workspaces.ts'
import type { Unread } from './read-lockfiles.ts'
import { clientConfiguration } from './registries.ts'

/** What of a tree the audit reads. */
export interface SelectedFiles {
  readonly lockfiles: readonly TreeEntry[]
  readonly manifests: readonly TreeEntry[]
  readonly configuration: readonly TreeEntry[]
  readonly workspaces: readonly TreeEntry[]
  /** Manifests of other ecosystems, and whether a lockfile that pins them stands beside or above them. */
  readonly others: readonly { readonly entry: TreeEntry; readonly pinned: boolean }[]
  /** All of these. */
  readonly wanted: readonly TreeEntry[]
  /** The lockfile, beside or above it, that must pin what a manifest asks for; undefined where there is none. */
  readonly coverage: ReadonlyMap<string, string | undefined>
  readonly unread: readonly Unread[]
  readonly ignored: readonly string[]
}

export function selectFiles(tree: readonly TreeEntry[], ignore: readonly string[]): SelectedFiles {
  const isIgnored = ({ path }: TreeEntry) =>
    foreignFolder.test(path) || ignore.some((glob) => glob === path || matchesGlob(path, glob))
  const isLockfile = ({ path }: TreeEntry) => lockfileFormats.some((format) => format.path.test(path))
  const relevant = tree.filter(
    (entry) => isLockfile(entry) || unsupportedLockfile.test(entry.path) || manifestPath.test(entry.path),
  )
  const seen = relevant.filter((entry) => !isIgnored(entry))
  const links = seen.filter((entry) => !entry.mode.startsWith('100'))
  const files = seen.filter((entry) => entry.mode.startsWith('100'))
  const lockfiles = files.filter(isLockfile)
  const manifests = files.filter((entry) => manifestPath.test(entry.path))
  const configuration = tree.filter(
    (entry) => entry.mode.startsWith('100') && clientConfiguration.test(entry.path) && !isIgnored(entry),
  )
  const workspaces = tree.filter(
    (entry) => entry.mode.startsWith('100') && pnpmWorkspace.test(entry.path) && !isIgnored(entry),
  )
  const others = tree.flatMap((entry) => {
    const manifest = otherManifests.find(({ path }) => path.test(entry.path))
    if (manifest === undefined || !entry.mode.startsWith('100') || isIgnored(entry)) return []
    return [
      { entry, pinned: manifest.pinnedBy !== undefined && hasAbove(entry.path, files, manifest.pinnedBy) },
    ]
  })
  const paths = new Set(files.map((entry) => entry.path))
  return {
    lockfiles,
    manifests,
    configuration,
    workspaces,
    others,
    wanted: [
      ...lockfiles,
      ...manifests,
      ...configuration,
      ...workspaces,
      ...others.map(({ entry }) => entry),
    ],
    coverage: new Map(manifests.map(({ path }) => [path, nearestLockfile(path, paths)])),
    unread: [
      ...files
        .filter((entry) => unsupportedLockfile.test(entry.path))
        .map(({ path, oid }) => ({ path, mark: oid, reason: 'this lockfile format is not read yet' })),
      ...links
        .filter((entry) => !manifestPath.test(entry.path))
        .map(({ path, oid }) => ({ path, mark: oid, reason: 'it is a link, not a file' })),
    ],
    ignored: relevant
      .filter((entry) => isIgnored(entry) && !manifestPath.test(entry.path))
      .map((entry) => entry.path),
  }
}

/** Whether one of the files stands in the folder of a path or in one above it. */
function hasAbove(path: string, files: readonly TreeEntry[], name: RegExp): boolean {
  return files.some((file) => {
    const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1)
    return name.test(file.path) && path.startsWith(folder)
  })
}

function nearestLockfile(manifest: string, paths: ReadonlySet<string>): string | undefined {
  const segments = manifest.split('/').slice(0, -1)
  for (let depth = segments.length; depth >= 0; depth -= 1) {
    const folder = segments
      .slice(0, depth)
      .map((segment) => `${segment}/`)
      .join('')
    const name = manifestLockfiles.find((candidate) => paths.has(`${folder}${candidate}`))
    if (name !== undefined) return `${folder}${name}`
  }
  return undefined
}
