import { lineCounter } from '@operator/report'
import { z } from 'zod'
import { keyFinder } from '../lines.ts'
import type { LockedPackage, LockfileContent, LockfileProblem, Scope } from '../package.ts'
import { hostsOf } from './origin.ts'
import { normalise } from './package-tables.ts'

const entry = z.object({
  name: z.string(),
  version: z.string(),
  dist: z.object({ url: z.string().optional() }).nullish(),
})
const lockfile = z.object({ packages: z.array(entry), 'packages-dev': z.array(entry).nullish() })

/** `composer.lock`. */
export function parseComposerLock(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  const lineOf = lineCounter(text)
  const offsetOf = keyFinder(text)
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const read = (entries: readonly z.infer<typeof entry>[], scope: Scope) => {
    for (const { name: written, version, dist } of entries) {
      const name = normalise(written, 'Packagist')
      const line = lineOf(offsetOf(written))
      if (/^v?\d/.test(version))
        packages.push({
          ecosystem: 'Packagist',
          name,
          version: version.replace(/^v/, ''),
          line,
          scope,
          path: [],
          hosts: hostsOf(dist?.url),
        })
      else
        problems.push({
          kind: 'elsewhere',
          name,
          line,
          message: `${name} is pinned to the branch ${version}`,
        })
    }
  }
  read(parsed.packages, 'runtime')
  read(parsed['packages-dev'] ?? [], 'development')
  return { packages, problems }
}
