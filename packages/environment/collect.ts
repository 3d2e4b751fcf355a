import { listTree, type Range, type Repository, readBlobs } from '@operator/git'
import type { Detection } from '@operator/report'
import { findExposures } from './exposure.ts'
import type { EnvironmentPolicy } from './policy.ts'
import type { EnvironmentSnapshot } from './snapshot.ts'
import { findTrackedEnvironment } from './tracked-file.ts'

const relevant =
  /\.(?:[cm]?[jt]sx?|vue|svelte|astro|ya?ml|toml|json)$|(?:^|\/)\.env[\w.-]*$|(?:^|\/)Dockerfile/
/** Lockfiles, bundles and dependencies say nothing about this project's own variables. */
const irrelevant =
  /(?:^|\/)(?:node_modules|vendor|dist|build)\/|(?:^|\/)(?:package-lock|npm-shrinkwrap|composer)\.json$|\.min\.js$|-lock\.yaml$/
const maxBytes = 2_000_000

/** Reads both ends of the range and finds what would reach clients. */
export async function collectEnvironment(
  range: Range,
  policy: EnvironmentPolicy,
): Promise<EnvironmentSnapshot> {
  const head = await readSide(range.repository, range.head, policy)
  const base = range.base === null ? undefined : await readSide(range.repository, range.base, policy)
  const known = new Set(base?.unread.map(({ path, oid }) => `${path}\0${oid}`))
  return {
    head: head.detections,
    base: base?.detections ?? [],
    unread: head.unread
      .filter(({ path, oid }) => !known.has(`${path}\0${oid}`))
      .map(({ path, reason }) => ({ path, reason })),
    files: head.files,
  }
}

async function readSide(repository: Repository, commit: string, policy: EnvironmentPolicy) {
  const paths = new Map<string, string[]>()
  for (const { path, oid, mode } of await listTree(repository, commit)) {
    if (!mode.startsWith('100') || !relevant.test(path) || irrelevant.test(path)) continue
    const sameContent = paths.get(oid)
    if (sameContent === undefined) paths.set(oid, [path])
    else sameContent.push(path)
  }
  const detections: Detection[] = []
  const unread: { path: string; oid: string; reason: string }[] = []
  for await (const blob of readBlobs(repository, paths.keys(), { maxBytes })) {
    for (const path of paths.get(blob.oid) ?? []) {
      if (blob.kind === 'missing') unread.push({ path, oid: blob.oid, reason: 'not in this partial clone' })
      // A source file of this size is generated; environment files never are.
      else if (blob.kind === 'too-large' && /(?:^|\/)\.env/.test(path))
        unread.push({ path, oid: blob.oid, reason: `larger than ${maxBytes} bytes` })
      else if (blob.kind === 'content') {
        const text = blob.content.toString('utf8')
        for (const detection of findTrackedEnvironment(path, text)) detections.push(detection)
        for (const detection of findExposures(path, text, policy)) detections.push(detection)
      }
    }
  }
  return { detections, unread, files: paths.size }
}
