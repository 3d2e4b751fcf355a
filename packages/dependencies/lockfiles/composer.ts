import { z } from 'zod'
import { keyOffset, lineCounter } from '../lines.ts'
import type { LockfileContent, Scope } from '../package.ts'

const entry = z.object({ name: z.string(), version: z.string() })
const lockfile = z.object({
  packages: z.array(entry).default([]),
  'packages-dev': z.array(entry).default([]),
})

/** `composer.lock`. */
export function parseComposerLock(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  const lineOf = lineCounter(text)
  const all = [
    ...parsed.packages.map((one) => ({ ...one, scope: 'runtime' as Scope })),
    ...parsed['packages-dev'].map((one) => ({ ...one, scope: 'development' as Scope })),
  ]
  const located = all.map(({ name, version, scope }) => ({
    name,
    version: version.replace(/^v/, ''),
    scope,
    line: lineOf(keyOffset(text, name)),
  }))
  return {
    packages: located
      .filter(({ version }) => /^\d/.test(version))
      .map((one) => ({ ecosystem: 'Packagist', path: [], ...one })),
    problems: located
      .filter(({ version }) => !/^\d/.test(version))
      .map(({ name, version, line }) => ({ line, message: `${name} is pinned to the branch ${version}` })),
  }
}
