import type { LockfileContent } from '../package.ts'
import { parseComposerLock } from './composer.ts'
import { parseGemfileLock } from './gemfile.ts'
import { parseGoMod } from './go-mod.ts'
import { parseNpmLockfile } from './npm.ts'
import { parsePackageTables } from './package-tables.ts'
import { parsePipfileLock } from './pipfile.ts'
import { parsePnpmLockfile } from './pnpm.ts'
import { parseRequirements } from './requirements.ts'
import { parseYarnLockfile } from './yarn.ts'

interface LockfileFormat {
  readonly path: RegExp
  readonly parse: (text: string) => LockfileContent
}

/** Every lockfile that is read. */
export const lockfileFormats: readonly LockfileFormat[] = [
  { path: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/, parse: parseNpmLockfile },
  { path: /(?:^|\/)pnpm-lock\.yaml$/, parse: parsePnpmLockfile },
  { path: /(?:^|\/)yarn\.lock$/, parse: parseYarnLockfile },
  { path: /(?:^|\/)Cargo\.lock$/, parse: (text) => parsePackageTables(text, 'crates.io') },
  { path: /(?:^|\/)(?:poetry|uv|pdm)\.lock$/, parse: (text) => parsePackageTables(text, 'PyPI') },
  { path: /(?:^|\/)Pipfile\.lock$/, parse: parsePipfileLock },
  { path: /(?:^|\/)requirements(?:[-_.][\w.-]+)?\.txt$/, parse: parseRequirements },
  { path: /(?:^|\/)go\.mod$/, parse: parseGoMod },
  { path: /(?:^|\/)Gemfile\.lock$/, parse: parseGemfileLock },
  { path: /(?:^|\/)composer\.lock$/, parse: parseComposerLock },
]

/** Lockfiles that exist and are not read: named, so that nobody takes silence for an audit. */
export const unsupportedLockfile =
  /(?:^|\/)(?:bun\.lockb?|deno\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|packages\.lock\.json|gradle\.lockfile|conan\.lock|renv\.lock|Manifest\.toml|stack\.yaml\.lock)$/

/** Folders whose lockfiles are somebody else's or made for tests of a package manager. */
export const foreignFolder = /(?:^|\/)(?:node_modules|vendor|third_party|fixtures|testdata|__fixtures__)\//

/** A manifest whose dependencies only a lockfile beside it (or above it) pins. */
export const manifests: readonly { readonly path: RegExp; readonly lockfiles: readonly string[] }[] = [
  {
    path: /(?:^|\/)package\.json$/,
    lockfiles: [
      'package-lock.json',
      'npm-shrinkwrap.json',
      'pnpm-lock.yaml',
      'yarn.lock',
      'bun.lock',
      'bun.lockb',
    ],
  },
]
