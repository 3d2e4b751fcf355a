import {
  diffTrees,
  isLfsPointer,
  listCommits,
  listRangeBlobs,
  listTree,
  type Range,
  readBlobs,
} from '@operator/git'
import type { Detection } from '@operator/report'
import type { Member } from './archive.ts'
import { inflate } from './decode.ts'
import type { SecretMatch } from './match.ts'
import type { SecretsPolicy } from './policy.ts'
import { toDetection } from './redact.ts'
import { scanContent, scanText } from './scan.ts'
import type { SecretsSnapshot, Unread } from './snapshot.ts'

export interface SecretsHooks {
  /** Called with every credential that is not a placeholder, before anything is printed, so that logs can mask it. */
  readonly onSecret: (secret: string) => void
  /** The same for one in a file's name, which others name too. */
  readonly onSecretInName: (secret: string) => void
}

/** More history than this is not one change; it is named as not read. Commits. */
const maxCommits = 5_000

/** Scans the head's whole tree, the base versions of what changed, and what the range's commits held in between. */
export async function collectSecrets(
  range: Range,
  policy: SecretsPolicy,
  hooks: SecretsHooks,
): Promise<SecretsSnapshot> {
  const { repository } = range
  const limits = { maxBytes: policy['max-file-size'] }
  const unread: Unread[] = []
  const counts = { files: 0, bytes: 0 }
  const changes = await diffTrees(repository, range.base, range.head)
  const introduced = new Set(changes.flatMap((change) => (change.after === undefined ? [] : [change.path])))

  const scanBlobs = async (
    wanted: ReadonlyMap<string, readonly string[]>,
    report: (path: string, reason: string) => void,
  ) => {
    const found: { oid: string; detection: Detection }[] = []
    for await (const blob of readBlobs(repository, wanted.keys(), limits)) {
      const paths = wanted.get(blob.oid) ?? []
      if (blob.kind !== 'content') {
        const reason =
          blob.kind === 'missing' ? 'not in this partial clone' : `larger than ${limits.maxBytes} bytes`
        for (const path of paths) report(path, reason)
        continue
      }
      counts.files += paths.length
      counts.bytes += blob.content.length
      const inflated = inflate(blob.content)
      for (const path of paths) {
        if (isLfsPointer(blob.content)) report(path, 'a Git LFS pointer: its content is not in git')
        if (typeof inflated === 'string') report(path, whyUnopened[inflated])
        // What stands around or behind the packed part is read as well.
        const plain = scanContent(path, blob.content)
        for (const match of plain) {
          if (match.tier !== 'placeholder') hooks.onSecret(match.secret)
          found.push({ oid: blob.oid, detection: toDetection(match, path) })
        }
        const seen = new Set(plain.map(({ secret }) => secret))
        for (const { match, member } of Array.isArray(inflated) ? scanMembers(path, inflated) : []) {
          if (seen.has(match.secret)) continue
          seen.add(match.secret)
          if (match.tier !== 'placeholder') hooks.onSecret(match.secret)
          found.push({ oid: blob.oid, detection: toDetection(match, path, member) })
        }
      }
    }
    return found
  }

  const headFiles = new Map<string, string[]>()
  for (const entry of await listTree(repository, range.head)) {
    if (entry.mode === '160000') {
      if (introduced.has(entry.path))
        unread.push({ path: entry.path, reason: 'a submodule: its content is elsewhere' })
    } else append(headFiles, entry.oid, entry.path)
  }
  const head = await scanBlobs(headFiles, (path, reason) => {
    if (introduced.has(path)) unread.push({ path, reason })
  })

  const baseFiles = new Map<string, string[]>()
  for (const { path, before } of changes) {
    if (before !== undefined && before.mode !== '160000') append(baseFiles, before.oid, path)
  }
  const base = await scanBlobs(baseFiles, () => undefined)

  const history =
    policy.history && range.base !== null
      ? await scanHistory(range, scanBlobs, headFiles, baseFiles, unread, hooks)
      : noHistory
  const isIntroduced = (detection: Detection) => introduced.has(detection.location?.path ?? '')
  const namesAt = (end: 'before' | 'after') =>
    changes.flatMap((change) => (change[end] === undefined ? [] : scanName(change.path, hooks)))
  const inNames = { before: namesAt('before'), after: namesAt('after') }
  const known = new Set(
    [...[...head, ...base].map(({ detection }) => detection), ...inNames.before, ...inNames.after].map(
      ({ fingerprint }) => fingerprint,
    ),
  )
  return {
    head: [
      ...head.map(({ detection }) => detection).filter((detection) => isIntroduced(detection)),
      ...inNames.after,
    ],
    untouched: head.map(({ detection }) => detection).filter((detection) => !isIntroduced(detection)),
    base: [...base.map(({ detection }) => detection), ...inNames.before],
    history: history.found.filter(({ detection }) => !known.has(detection.fingerprint)),
    unread,
    historyComplete: history.complete,
    ...counts,
  }
}

const whyUnopened = {
  'too-large': 'a packed file that grows too large',
  unreadable: 'a packed file that cannot be opened',
} as const

type ScanBlobs = (
  wanted: ReadonlyMap<string, readonly string[]>,
  report: (path: string, reason: string) => void,
) => Promise<{ readonly oid: string; readonly detection: Detection }[]>

interface History {
  readonly found: readonly { readonly commit: string; readonly detection: Detection }[]
  /** False when commits of the range are not in this clone, or are more than one change has. */
  readonly complete: boolean
}

const noHistory: History = { found: [], complete: true }

/** What commits of the range held that neither end has: pushed, so leaked. */
async function scanHistory(
  range: Range,
  scanBlobs: ScanBlobs,
  headFiles: ReadonlyMap<string, readonly string[]>,
  baseFiles: ReadonlyMap<string, readonly string[]>,
  unread: Unread[],
  hooks: SecretsHooks,
): Promise<History> {
  const { repository } = range
  const commits = { include: range.head, exclude: range.base, max: maxCommits }
  const listed = await listCommits(repository, { ...commits, max: maxCommits + 1 })
  const wanted = new Map<string, string[]>()
  const commitOf = new Map<string, string>()
  const named = new Set<string>()
  const names: { readonly commit: string; readonly detection: Detection }[] = []
  for await (const { commit, path, oid } of listRangeBlobs(repository, commits)) {
    if (!named.has(path)) {
      named.add(path)
      for (const detection of scanName(path, hooks)) names.push({ commit, detection })
    }
    if (headFiles.has(oid) || baseFiles.has(oid) || wanted.has(oid)) continue
    append(wanted, oid, path)
    commitOf.set(oid, commit)
  }
  const blobs = await scanBlobs(wanted, (path, reason) => {
    unread.push({ path: `${path} (in the change's history)`, reason })
  })
  const found = blobs.map(({ oid, detection }) => ({ commit: commitOf.get(oid) ?? range.head, detection }))
  found.push(...names)
  for (const { oid, message } of listed.slice(0, maxCommits)) {
    for (const match of scanText(message)) {
      if (match.tier !== 'placeholder') hooks.onSecret(match.secret)
      const { location: _, ...detection } = toDetection(match, `commit ${oid.slice(0, 12)}`)
      found.push({ commit: oid, detection })
    }
  }
  // Where a shallow clone is cut off, a commit has lost its parents.
  const cut = repository.shallow && listed.some((commit) => commit.parents.length === 0)
  return { found, complete: !cut && listed.length <= maxCommits }
}

/** Credentials in the files of an archive; each name with it, unless the name is one itself. */
function* scanMembers(
  path: string,
  members: readonly Member[],
): Generator<{ readonly match: SecretMatch; readonly member: string | undefined }> {
  for (const { name, content } of members) {
    const member = name === undefined || scanText(name).length > 0 ? undefined : name
    // The archive's own name says whether it is an example; the member's what kind of file it is.
    for (const match of scanContent(name === undefined ? path : `${path}/${name}`, content))
      yield { match, member }
  }
}

/** Credentials in a file's path. The finding names no place: the place is the secret. */
function scanName(path: string, hooks: SecretsHooks): Omit<Detection, 'location'>[] {
  return scanText(path).map((match) => {
    if (match.tier !== 'placeholder') hooks.onSecretInName(match.secret)
    const { location: _, ...detection } = toDetection(match, "a file's name")
    return detection
  })
}

function append(map: Map<string, string[]>, key: string, value: string): void {
  const values = map.get(key)
  if (values === undefined) map.set(key, [value])
  else values.push(value)
}
