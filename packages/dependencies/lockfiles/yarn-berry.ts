import { parse } from 'yaml'
import { z } from 'zod'
import { type GraphNode, resolveGraph } from '../graph.ts'
import { keyLines } from '../lines.ts'
import type { LockfileContent, LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'
import type { Manifest } from './manifest.ts'
import { disguise, hostsOf, installedIdentity, isOwnFolder } from './origin.ts'
import { requirementRoots } from './requirement-roots.ts'

const ranges = z.record(z.string(), z.union([z.string(), z.number()])).optional()
const entry = z.object({
  version: z.union([z.string(), z.number()]),
  resolution: z.string(),
  dependencies: ranges,
})
const lockfile = z.record(z.string(), z.unknown())

/** The YAML lockfile of yarn 2 and later. */
export function parseYarnBerry(text: string, manifests: readonly Manifest[]): LockfileContent {
  const lineOf = keyLines(text, 0)
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  const idOf = new Map<string, string>()
  const parsed = Object.entries(lockfile.parse(parse(text, { maxAliasCount: 0 })))
    .filter(([key]) => key !== '__metadata')
    .map(([key, value]) => ({ key, value: entry.parse(value) }))
  for (const { key, value } of parsed) {
    for (const descriptor of key.split(/,\s*/)) idOf.set(descriptor, value.resolution)
  }
  const find = (name: string, range: string) =>
    idOf.get(`${name}@${range}`) ?? idOf.get(`${name}@npm:${range}`)
  for (const { key, value } of parsed) {
    const line = lineOf(key)
    const { resolution } = value
    const at = resolution.indexOf('@', 1)
    const name = resolution.slice(0, at)
    // `patch:` wraps the descriptor of what is patched; the published version is what advisories speak of.
    const published = /^(?:npm:|patch:.*(?:npm%3A|npm:))/.test(resolution.slice(at + 1))
    if (!published && !isOwnFolder(resolution.slice(at + 1).split('#', 1)[0] ?? ''))
      problems.push({
        kind: 'elsewhere',
        name,
        line,
        message: `${shown(resolution)} comes from no registry`,
      })
    const locked = { name, version: String(value.version) }
    // A registry of another layout is written behind the version.
    const address = /::__archiveUrl=([^&#]+)/.exec(resolution)?.[1]
    const installed = installedIdentity(locked, address)
    if (published && installed !== locked) problems.push(disguise(locked, installed, line))
    nodes.set(resolution, {
      id: resolution,
      name,
      dependencies: Object.entries(value.dependencies ?? {}).flatMap(
        ([dependency, range]) => find(dependency, String(range)) ?? [],
      ),
      package: published ? { ecosystem: 'npm', ...installed, line, hosts: hostsOf(address) } : undefined,
    })
  }
  return { packages: resolveGraph(nodes, requirementRoots(manifests, find)), problems }
}
