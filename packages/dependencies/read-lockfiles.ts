import { isLfsPointer, listTree, type Repository, readBlobs, type TreeEntry } from '@operator/git'
import { type CommittedPackages, findCommittedPackages } from './committed-packages.ts'
import { findDrift } from './drift.ts'
import { lockfileFormats } from './lockfiles/index.ts'
import { type Manifest, parseManifest } from './lockfiles/manifest.ts'
import { otherManifests } from './lockfiles/other-manifests.ts'
import { parsePnpmWorkspace } from './lockfiles/workspaces.ts'
import type { LockedPackage, LockfileContent, LockfileProblem } from './package.ts'
import { privateScopes } from './private-packages.ts'
import { type NamedRegistry, namedRegistries } from './registries.ts'
import { selectFiles } from './select-files.ts'
import { shown } from './shown.ts'

export interface ReadLockfile {
  readonly oid: string
  readonly packages: readonly LockedPackage[]
  readonly problems: readonly LockfileProblem[]
  readonly registries?: readonly NamedRegistry[]
}

/** What should have been audited and was not. */
export interface Unread {
  readonly path: string
  readonly reason: string
  /** Equal marks mean that nothing about it changed. */
  readonly mark: string
}

/** The lockfiles of one commit, parsed. */
export interface Lockfiles {
  readonly files: ReadonlyMap<string, ReadLockfile>
  readonly unread: readonly Unread[]
  /** Scopes that the repository's own configuration sends to another registry. */
  readonly privateScopes: ReadonlySet<string>
  /** The registries that each file of the clients' configuration names. */
  readonly configured: ReadonlyMap<string, readonly NamedRegistry[]>
  readonly committed: CommittedPackages
  /** Lockfiles that were left out: those of other people's code, of fixtures, and what the policy ignores. */
  readonly ignored: readonly string[]
}

export const noLockfiles: Lockfiles = {
  files: new Map(),
  unread: [],
  privateScopes: new Set(),
  configured: new Map(),
  committed: { roots: new Set(), packages: new Set() },
  ignored: [],
}

/** The largest real lockfiles have a tenth of this. Bytes. */
const maxBytes = 30 * 1024 * 1024

export async function readLockfiles(
  repository: Repository,
  commit: string,
  ignore: readonly string[],
): Promise<Lockfiles> {
  const tree = await listTree(repository, commit)
  const selected = selectFiles(tree, ignore)
  const unread = [...selected.unread]
  const texts = await readTexts(repository, selected.wanted, unread)
  const manifests = new Map<string, Manifest>()
  for (const { path, oid } of selected.manifests) {
    const text = texts.get(oid)
    const manifest = text === undefined ? undefined : parseManifest(text)
    if (manifest !== undefined) manifests.set(path, manifest)
    else if (text !== undefined) unread.push({ path, mark: oid, reason: 'it is no JSON object' })
  }
  const files = new Map<string, ReadLockfile>()
  for (const { path, oid } of selected.lockfiles) {
    const text = texts.get(oid)
    if (text === undefined) continue
    const covered = [...selected.coverage]
      .filter(([, lockfile]) => lockfile === path)
      .flatMap(([manifest]) => manifests.get(manifest) ?? [])
    try {
      files.set(path, { oid, ...parseLockfile(path, text, covered) })
    } catch (error) {
      unread.push({ path, mark: oid, reason: `it cannot be parsed (${describeError(error)})` })
    }
  }
  const pnpmGlobs = new Map(
    selected.workspaces.map(({ path, oid }) => [path, parsePnpmWorkspace(texts.get(oid) ?? '')]),
  )
  unread.push(...findDrift(manifests, selected.coverage, files, pnpmGlobs))
  for (const { entry, pinned } of selected.others) {
    const manifest = otherManifests.find(({ path }) => path.test(entry.path))
    const required = manifest?.requirements(texts.get(entry.oid) ?? '') ?? []
    if (manifest !== undefined && !pinned && required.length > 0)
      unread.push({ path: entry.path, reason: manifest.reason, mark: required.join('\n') })
  }
  const scopes = selected.configuration.flatMap(({ path, oid }) => privateScopes(path, texts.get(oid) ?? ''))
  const configured = selected.configuration.map(
    ({ path, oid }) => [path, namedRegistries(texts.get(oid) ?? '')] as const,
  )
  return {
    files,
    unread,
    privateScopes: new Set(scopes),
    configured: new Map(configured),
    committed: findCommittedPackages(tree, ignore),
    ignored: selected.ignored,
  }
}

async function readTexts(
  repository: Repository,
  wanted: readonly TreeEntry[],
  unread: Unread[],
): Promise<ReadonlyMap<string, string>> {
  const texts = new Map<string, string>()
  const pathsOf = (oid: string) => wanted.filter((entry) => entry.oid === oid).map((entry) => entry.path)
  const oids = wanted.map((entry) => entry.oid)
  for await (const blob of readBlobs(repository, oids, { maxBytes })) {
    const reason =
      blob.kind === 'missing'
        ? 'not in this partial clone'
        : blob.kind === 'too-large'
          ? `larger than ${maxBytes} bytes`
          : isLfsPointer(blob.content)
            ? 'a Git LFS pointer: its content is not in git'
            : undefined
    if (blob.kind === 'content' && reason === undefined)
      texts.set(blob.oid, blob.content.toString('utf8').replace(/^\ufeff/, ''))
    else for (const path of pathsOf(blob.oid)) unread.push({ path, mark: blob.oid, reason: reason ?? '' })
  }
  return texts
}

function parseLockfile(path: string, text: string, manifests: readonly Manifest[]): LockfileContent {
  const format = lockfileFormats.find((candidate) => candidate.path.test(path))
  if (format === undefined) throw new Error('its format is not known')
  return format.parse(text, manifests, path)
}

/** One line: a parser's own message may hold a list of issues as JSON, or a piece of the file. */
function describeError(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown reason'
  if (error instanceof RangeError) return 'it nests too deeply'
  if (error instanceof ReferenceError) return 'it uses YAML aliases, which no package manager writes'
  // V8 quotes the text around the place.
  if (error instanceof SyntaxError) return 'it is no JSON'
  if ('issues' in error && Array.isArray(error.issues)) {
    const [issue] = error.issues
    const at: unknown = issue?.path
    const message: unknown = issue?.message
    return `${Array.isArray(at) && at.length > 0 ? `${at.map(String).join('.')}: ` : ''}${String(message)}`.slice(
      0,
      160,
    )
  }
  return shown(error.message.split('\n')[0] ?? '')
}
