import { listTree, type Repository, readBlobs } from '@operator/git'
import { foreignFolder, lockfileFormats, manifests, unsupportedLockfile } from './lockfiles/index.ts'
import type { LockedPackage, LockfileProblem } from './package.ts'

/** The lockfiles of one commit, parsed. */
export interface Lockfiles {
  readonly files: ReadonlyMap<
    string,
    {
      readonly oid: string
      readonly packages: readonly LockedPackage[]
      readonly problems: readonly LockfileProblem[]
    }
  >
  readonly unread: readonly { readonly path: string; readonly reason: string; readonly oid: string }[]
}

/** The largest real lockfiles have a tenth of this. Bytes. */
const maxBytes = 30 * 1024 * 1024

export async function readLockfiles(repository: Repository, commit: string): Promise<Lockfiles> {
  const tree = (await listTree(repository, commit)).filter(
    (entry) => entry.mode.startsWith('100') && !foreignFolder.test(entry.path),
  )
  const paths = new Set(tree.map((entry) => entry.path))
  const files = new Map<
    string,
    { oid: string; packages: readonly LockedPackage[]; problems: readonly LockfileProblem[] }
  >()
  const unread: { path: string; reason: string; oid: string }[] = []
  const wanted = new Map<string, string[]>()
  for (const { path, oid } of tree) {
    const isLockfile = lockfileFormats.some((format) => format.path.test(path))
    const isManifest = manifests.some(
      (manifest) => manifest.path.test(path) && !hasLockfile(path, manifest.lockfiles, paths),
    )
    if (unsupportedLockfile.test(path))
      unread.push({ path, oid, reason: 'this lockfile format is not read yet' })
    if (isLockfile || isManifest) wanted.set(oid, [...(wanted.get(oid) ?? []), path])
  }
  for await (const blob of readBlobs(repository, wanted.keys(), { maxBytes })) {
    for (const path of wanted.get(blob.oid) ?? []) {
      if (blob.kind !== 'content') {
        unread.push({
          path,
          oid: blob.oid,
          reason: blob.kind === 'missing' ? 'not in this partial clone' : `larger than ${maxBytes} bytes`,
        })
        continue
      }
      const text = blob.content.toString('utf8')
      const format = lockfileFormats.find((candidate) => candidate.path.test(path))
      if (format === undefined) {
        if (declaresDependencies(text))
          unread.push({
            path,
            oid: blob.oid,
            reason: 'it has dependencies and no lockfile beside or above it',
          })
        continue
      }
      try {
        files.set(path, { oid: blob.oid, ...format.parse(text) })
      } catch (error) {
        const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
        unread.push({ path, oid: blob.oid, reason: `it cannot be parsed (${message.slice(0, 200)})` })
      }
    }
  }
  return { files, unread }
}

function hasLockfile(manifest: string, names: readonly string[], paths: ReadonlySet<string>): boolean {
  const segments = manifest.split('/').slice(0, -1)
  for (let depth = segments.length; depth >= 0; depth -= 1) {
    const folder = segments
      .slice(0, depth)
      .map((segment) => `${segment}/`)
      .join('')
    if (names.some((name) => paths.has(`${folder}${name}`))) return true
  }
  return false
}

function declaresDependencies(text: string): boolean {
  return /"(?:dependencies|devDependencies|optionalDependencies)"\s*:\s*\{\s*"/.test(text)
}
