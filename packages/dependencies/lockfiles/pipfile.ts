import { z } from 'zod'
import { keyOffset, lineCounter } from '../lines.ts'
import type { LockedPackage, LockfileContent, LockfileProblem, Scope } from '../package.ts'
import { normalise } from './package-tables.ts'

const section = z.record(z.string(), z.object({ version: z.string().optional() })).default({})
const lockfile = z.object({ default: section, develop: section })

/** `Pipfile.lock`. */
export function parsePipfileLock(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  const lineOf = lineCounter(text)
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  for (const [key, scope] of [
    ['default', 'runtime'],
    ['develop', 'development'],
  ] as const satisfies readonly (readonly [string, Scope])[]) {
    for (const [name, { version }] of Object.entries(parsed[key])) {
      const line = lineOf(keyOffset(text, name))
      if (version?.startsWith('==')) {
        packages.push({
          ecosystem: 'PyPI',
          name: normalise(name, 'PyPI'),
          version: version.slice(2),
          line,
          scope,
          path: [],
        })
      } else problems.push({ line, message: `${name} pins no version` })
    }
  }
  return { packages, problems }
}
