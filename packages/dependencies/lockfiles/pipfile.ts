import { lineCounter } from '@operator/report'
import { z } from 'zod'
import { keyFinder } from '../lines.ts'
import type { LockedPackage, LockfileContent, LockfileProblem, Scope } from '../package.ts'
import type { NamedRegistry } from '../registries.ts'
import { hostOf, isPackedFile } from './origin.ts'
import { normalise } from './package-tables.ts'

const section = z.record(
  z.string(),
  z.object({ version: z.string().optional(), path: z.string().optional() }),
)
const sources = z.array(z.object({ url: z.string() })).optional()
const lockfile = z.object({
  _meta: z.object({ sources }).optional(),
  default: section,
  develop: section.default({}),
})

/** `Pipfile.lock`. */
export function parsePipfileLock(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  const lineOf = lineCounter(text)
  const offsetOf = keyFinder(text)
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  const registries = (parsed._meta?.sources ?? []).flatMap(({ url }): NamedRegistry[] => {
    const host = hostOf(url)
    return host === undefined ? [] : [{ host, line: lineOf(text.indexOf(host)) }]
  })
  // Of several, pip takes whichever answers.
  const hosts = registries.length === 1 ? { hosts: registries.map(({ host }) => host) } : {}
  const read = (entries: z.infer<typeof section>, scope: Scope) => {
    for (const [written, { version, path }] of Object.entries(entries)) {
      const name = normalise(written, 'PyPI')
      const line = lineOf(offsetOf(written))
      const exact = /^===?(.+)$/.exec(version ?? '')?.[1]
      if (exact === undefined && path !== undefined && !isPackedFile(path))
        problems.push({ kind: 'folder', name, line, message: `${name} is a folder` })
      else if (exact === undefined)
        problems.push({ kind: 'elsewhere', name, line, message: `${name} pins no version of an index` })
      else packages.push({ ecosystem: 'PyPI', name, version: exact, line, scope, path: [], ...hosts })
    }
  }
  read(parsed.default, 'runtime')
  read(parsed.develop, 'development')
  return { packages, problems, ...(registries.length > 1 && { registries }) }
}
