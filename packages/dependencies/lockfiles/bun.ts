import { parse } from 'yaml'
import { z } from 'zod'
import { type GraphNode, type Root, resolveGraph } from '../graph.ts'
import { keyLines } from '../lines.ts'
import type { LockfileContent, LockfileProblem, Scope } from '../package.ts'
import { shown } from '../shown.ts'
import { disguise, hostsOf, installedIdentity, isOwnFolder } from './origin.ts'

const names = z.record(z.string(), z.string()).optional()
const requirements = z.object({
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
})
const lockfile = z.object({
  lockfileVersion: z.number(),
  workspaces: z.record(z.string(), requirements.extend({ name: z.string().optional() })),
  packages: z.record(z.string(), z.array(z.unknown())),
})

/** `bun.lock`: JSON with trailing commas, which YAML's flow style allows. A key is the path of names that leads to a package. */
export function parseBunLockfile(text: string): LockfileContent {
  const parsed = lockfile.parse(parse(text, { maxAliasCount: 0 }))
  const lineOf = keyLines(text, 4)
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  for (const [key, tuple] of Object.entries(parsed.packages)) {
    const line = lineOf(key)
    const identity = typeof tuple[0] === 'string' ? tuple[0] : ''
    const at = identity.indexOf('@', 1)
    const [name, version] = at < 0 ? [key, ''] : [identity.slice(0, at), identity.slice(at + 1)]
    const published = /^\d/.test(version)
    if (!published && !isOwnFolder(version))
      problems.push({ kind: 'elsewhere', name, line, message: `${shown(identity)} comes from no registry` })
    const details = tuple.map((part) => requirements.safeParse(part)).find((result) => result.success)
    const { dependencies, optionalDependencies, peerDependencies } = details?.data ?? {}
    const required = { ...dependencies, ...optionalDependencies, ...peerDependencies }
    const locked = { name, version }
    const address = typeof tuple[1] === 'string' ? tuple[1] : undefined
    const installed = installedIdentity(locked, address)
    if (published && installed !== locked) problems.push(disguise(locked, installed, line))
    nodes.set(key, {
      id: key,
      name,
      dependencies: Object.keys(required).flatMap((one) => resolveFrom(parsed.packages, key, one) ?? []),
      package: published ? { ecosystem: 'npm', ...installed, line, hosts: hostsOf(address) } : undefined,
    })
  }
  const roots = Object.values(parsed.workspaces).flatMap((workspace): Root[] => {
    const from = (required: Readonly<Record<string, string>> | undefined, scope: Scope) =>
      Object.keys(required ?? {}).flatMap((name) => {
        const id = resolveFrom(parsed.packages, workspace.name ?? '', name)
        return id === undefined ? [] : [{ id, scope }]
      })
    return [
      ...from({ ...workspace.dependencies, ...workspace.peerDependencies }, 'runtime'),
      ...from(workspace.optionalDependencies, 'optional'),
      ...from(workspace.devDependencies, 'development'),
    ]
  })
  return { packages: resolveGraph(nodes, roots), problems }
}

/** The nearest package of that name: below the requiring one, then below each package above it, then at the top. */
function resolveFrom(
  packages: Readonly<Record<string, unknown>>,
  key: string,
  name: string,
): string | undefined {
  const path = key.match(/(?:@[^/]+\/)?[^/]+/g) ?? []
  for (let depth = path.length; depth >= 0; depth -= 1) {
    const candidate = [...path.slice(0, depth), name].join('/')
    if (Object.hasOwn(packages, candidate)) return candidate
  }
  return undefined
}
