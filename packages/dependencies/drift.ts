import { dirname, join } from 'node:path/posix'
import { type Manifest, requiredPackage } from './lockfiles/manifest.ts'
import { findMembers, isLinked, type Members } from './lockfiles/workspaces.ts'
import type { ReadLockfile, Unread } from './read-lockfiles.ts'

/**
 * Manifests that ask for packages which the lockfile beside or above them does not pin, or that have no lockfile:
 * what they resolve to tomorrow is anybody's guess.
 */
export function findDrift(
  manifests: ReadonlyMap<string, Manifest>,
  coverage: ReadonlyMap<string, string | undefined>,
  lockfiles: ReadonlyMap<string, ReadLockfile>,
  pnpmGlobs: ReadonlyMap<string, readonly string[]>,
): Unread[] {
  const members = new Map<string, Members>()
  const membersBeside = (lockfile: string): Members => {
    const root = dirname(lockfile)
    const globs = [
      ...(manifests.get(join(root, 'package.json'))?.workspaces ?? []),
      ...(pnpmGlobs.get(join(root, 'pnpm-workspace.yaml')) ?? []),
    ]
    const found = members.get(lockfile) ?? findMembers(root, globs, manifests)
    members.set(lockfile, found)
    return found
  }
  const pinned = new Map<string, ReadonlySet<string>>()
  return [...manifests].flatMap(([path, manifest]): Unread[] => {
    const lockfile = coverage.get(path)
    const own: Members = lockfile === undefined ? new Map() : membersBeside(lockfile)
    const required = requirementsOf(manifest).filter(({ name, range }) => !isLinked(own, name, range))
    if (required.length === 0) return []
    if (lockfile === undefined)
      return [unread(path, 'it has dependencies and no lockfile beside or above it', required)]
    const content = lockfiles.get(lockfile)
    // A lockfile that could not be read is said to be so itself.
    if (content === undefined) return []
    const names = pinned.get(lockfile) ?? namesOf(content)
    pinned.set(lockfile, names)
    const missing = required.filter(({ name }) => !names.has(name))
    if (missing.length === 0) return []
    const shown = missing
      .slice(0, 3)
      .map(({ name }) => name)
      .join(', ')
    const more = missing.length > 3 ? ` and ${missing.length - 3} more` : ''
    return [unread(path, `${lockfile} does not pin ${shown}${more}`, missing)]
  })
}

interface Requirement {
  readonly name: string
  readonly range: string
}

function requirementsOf(manifest: Manifest): Requirement[] {
  const { dependencies, devDependencies, optionalDependencies } = manifest
  return [...dependencies, ...devDependencies, ...optionalDependencies].flatMap(([key, range]) => {
    const name = requiredPackage(key, range)
    return name === undefined ? [] : [{ name, range }]
  })
}

function unread(path: string, reason: string, requirements: readonly Requirement[]): Unread {
  const marks = requirements.map(({ name, range }) => `${name} ${range}`)
  return { path, reason, mark: marks.sort().join('\n') }
}

function namesOf({ packages, problems }: ReadLockfile): ReadonlySet<string> {
  return new Set([...packages, ...problems].map((one) => one.name))
}
