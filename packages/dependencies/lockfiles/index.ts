import { type LockfileContent, rustEcosystem } from '../package.ts'
import { parseBunLockfile } from './bun.ts'
import { parseComposerLock } from './composer.ts'
import { parseGemfileLock } from './gemfile.ts'
import { parseGoMod } from './go-mod.ts'
import type { Manifest } from './manifest.ts'
import { parseNpmLockfile } from './npm.ts'
import { parsePackageTables } from './package-tables.ts'
import { parsePipfileLock } from './pipfile.ts'
import { parsePnpmLockfile } from './pnpm.ts'
import { parseRequirements, requirementsPath } from './requirements.ts'
import { parseYarnLockfile } from './yarn.ts'

interface LockfileFormat {
  readonly path: RegExp
  /** True where `package.json` says what the lockfile must hold. */
  readonly hasManifest?: boolean
  /** Throws when the text is not of this format: a lockfile is never taken for an empty one. */
  readonly parse: (text: string, manifests: readonly Manifest[], path: string) => LockfileContent
}

/** Every lockfile that is read. */
export const lockfileFormats: readonly LockfileFormat[] = [
  {
    path: /(?:^|\/)(?:package-lock|npm-shrinkwrap)\.json$/,
    hasManifest: true,
    parse: parseNpmLockfile,
  },
  { path: /(?:^|\/)pnpm-lock\.yaml$/, hasManifest: true, parse: parsePnpmLockfile },
  { path: /(?:^|\/)yarn\.lock$/, hasManifest: true, parse: parseYarnLockfile },
  { path: /(?:^|\/)bun\.lock$/, hasManifest: true, parse: parseBunLockfile },
  { path: /(?:^|\/)Cargo\.lock$/, parse: (text) => parsePackageTables(text, rustEcosystem) },
  { path: /(?:^|\/)(?:poetry|uv|pdm)\.lock$/, parse: (text) => parsePackageTables(text, 'PyPI') },
  { path: /(?:^|\/)Pipfile\.lock$/, parse: parsePipfileLock },
  {
    path: requirementsPath,
    parse: (text, _manifests, path) => parseRequirements(text, path),
  },
  { path: /(?:^|\/)go\.mod$/, parse: parseGoMod },
  { path: /(?:^|\/)Gemfile\.lock$/, parse: parseGemfileLock },
  { path: /(?:^|\/)composer\.lock$/, parse: parseComposerLock },
]

/** Lockfiles that exist and are not read: named, so that nobody takes silence for an audit. */
export const unsupportedLockfile =
  /(?:^|\/)(?:bun\.lockb|deno\.lock|mix\.lock|pubspec\.lock|Podfile\.lock|Package\.resolved|packages\.lock\.json|gradle\.lockfile|conan\.lock|renv\.lock|Manifest\.toml|stack\.yaml\.lock|pylock(?:\.[\w-]+)?\.toml)$/

/** Folders whose lockfiles are somebody else's or made for tests of a package manager. */
export const foreignFolder = /(?:^|\/)(?:node_modules|vendor|third_party|fixtures|testdata|__fixtures__)\//

/** The manifest whose dependencies only a lockfile beside or above it pins. */
export const manifestPath = /(?:^|\/)package\.json$/

/** Names of lockfiles that a `package.json` can have, read or not. */
export const manifestLockfiles: readonly string[] = [
  'package-lock.json',
  'npm-shrinkwrap.json',
  'pnpm-lock.yaml',
  'yarn.lock',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
]
