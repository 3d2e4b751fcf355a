import { z } from 'zod'
import { type GraphNode, type Root, resolveGraph } from '../graph.ts'
import { keyOffset, lineCounter } from '../lines.ts'
import type { LockfileContent, LockfileProblem, Scope } from '../package.ts'

const names = z.record(z.string(), z.string()).optional()

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.union([z.string(), z.boolean()]).optional(),
  link: z.boolean().optional(),
  dev: z.boolean().optional(),
  optional: z.boolean().optional(),
  devOptional: z.boolean().optional(),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
})

interface LegacyEntry {
  readonly version?: string | undefined
  readonly dev?: boolean | undefined
  readonly optional?: boolean | undefined
  readonly requires?: unknown
  readonly dependencies?: Readonly<Record<string, LegacyEntry>> | undefined
}
const legacyEntry: z.ZodType<LegacyEntry> = z.lazy(() =>
  z.object({
    version: z.string().optional(),
    dev: z.boolean().optional(),
    optional: z.boolean().optional(),
    requires: z.unknown().optional(),
    dependencies: z.record(z.string(), legacyEntry).optional(),
  }),
)

const lockfile = z.object({
  lockfileVersion: z.number().optional(),
  packages: z.record(z.string(), entry).optional(),
  dependencies: z.record(z.string(), legacyEntry).optional(),
})

/** `package-lock.json` and `npm-shrinkwrap.json`, lockfile versions 1 to 3. Where both forms stand, `packages` wins as in npm. */
export function parseNpmLockfile(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  if (parsed.packages !== undefined) return readPackages(text, parsed.packages)
  return readLegacy(text, parsed.dependencies ?? {})
}

type Entry = z.infer<typeof entry>

function readPackages(text: string, packages: Readonly<Record<string, Entry>>): LockfileContent {
  const lineOf = lineCounter(text)
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  const roots: Root[] = []
  let cursor = 0
  for (const [location, value] of Object.entries(packages)) {
    cursor = keyOffset(text, location, cursor)
    const line = lineOf(cursor)
    const requirements = { ...value.dependencies, ...value.optionalDependencies, ...value.peerDependencies }
    const required = Object.keys(requirements).flatMap((name) => resolveFrom(packages, location, name) ?? [])
    if (!location.includes('node_modules/')) {
      roots.push(...required.map((id) => ({ id, scope: 'runtime' as const })))
      for (const name of Object.keys(value.devDependencies ?? {})) {
        const id = resolveFrom(packages, location, name)
        if (id !== undefined) roots.push({ id, scope: 'development' })
      }
      continue
    }
    if (value.link) continue
    const name = value.name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
    if (value.version === undefined || !isRegistryVersion(value.version)) {
      problems.push({ line, message: `${name} is pinned to ${value.version ?? 'no version'}` })
      continue
    }
    nodes.set(location, {
      id: location,
      package: { ecosystem: 'npm', name, version: value.version, line },
      dependencies: required,
    })
  }
  return { packages: resolveGraph(nodes, roots), problems }
}

/** Node's own look-up: the folder's `node_modules`, then each folder's above it. */
function resolveFrom(
  packages: Readonly<Record<string, Entry>>,
  location: string,
  name: string,
): string | undefined {
  for (let at = location; ; ) {
    const candidate = at === '' ? `node_modules/${name}` : `${at}/node_modules/${name}`
    if (Object.hasOwn(packages, candidate)) return candidate
    if (at === '') return undefined
    const parent = at.lastIndexOf('/node_modules/')
    at =
      parent >= 0
        ? at.slice(0, parent)
        : at.startsWith('node_modules/')
          ? ''
          : at.slice(0, Math.max(0, at.lastIndexOf('/')))
  }
}

/** A lockfile nested deeper than this is an attack, not a tree that npm made. */
const maxDepth = 200

function readLegacy(text: string, top: Readonly<Record<string, LegacyEntry>>): LockfileContent {
  const lineOf = lineCounter(text)
  const packages: LockfileContent['packages'][number][] = []
  const problems: LockfileProblem[] = []
  let cursor = 0
  const walk = (dependencies: Readonly<Record<string, LegacyEntry>>, path: readonly string[]): void => {
    if (path.length > maxDepth) return void problems.push({ line: 1, message: 'nested too deeply' })
    for (const [key, value] of Object.entries(dependencies)) {
      cursor = keyOffset(text, key, cursor)
      const line = lineOf(cursor)
      const alias = /^npm:(@?[^@]+)@(.+)$/.exec(value.version ?? '')
      const name = alias?.[1] ?? key
      const version = alias?.[2] ?? value.version
      const scope: Scope = value.dev ? 'development' : value.optional ? 'optional' : 'runtime'
      if (version === undefined || !isRegistryVersion(version))
        problems.push({ line, message: `${key} is pinned to ${version ?? 'no version'}` })
      else packages.push({ ecosystem: 'npm', name, version, line, scope, path: [...path, name] })
      if (value.dependencies) walk(value.dependencies, [...path, name])
    }
  }
  walk(top, [])
  return { packages, problems }
}

/** A plain version; a URL, `file:`, `git+ssh:` and their like are no registry's. */
function isRegistryVersion(version: string): boolean {
  return /^v?\d+(?:\.\d+)*[\w.+-]*$/.test(version)
}
