import { lineCounter } from '@operator/report'
import { z } from 'zod'
import { type GraphNode, type Root, resolveGraph } from '../graph.ts'
import { keyFinder } from '../lines.ts'
import type { LockedPackage, LockfileContent, LockfileProblem, Scope } from '../package.ts'
import { shown } from '../shown.ts'
import { disguise, foreignAddress, hostsOf, installedIdentity, isOwnFolder } from './origin.ts'

const names = z.record(z.string(), z.string()).optional()

const entry = z.object({
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.union([z.string(), z.boolean()]).optional(),
  link: z.boolean().optional(),
  dependencies: names,
  devDependencies: names,
  optionalDependencies: names,
  peerDependencies: names,
})
type Entry = z.infer<typeof entry>

interface LegacyEntry {
  readonly version?: string | undefined
  readonly resolved?: string | undefined
  readonly dev?: boolean | undefined
  readonly optional?: boolean | undefined
  readonly dependencies?: Readonly<Record<string, LegacyEntry>> | undefined
}
const legacyEntry: z.ZodType<LegacyEntry> = z.lazy(() =>
  z.object({
    version: z.string().optional(),
    resolved: z.string().optional().catch(undefined),
    dev: z.boolean().optional(),
    optional: z.boolean().optional(),
    dependencies: z.record(z.string(), legacyEntry).optional(),
  }),
)

const lockfile = z
  .object({
    lockfileVersion: z.number().optional(),
    packages: z.record(z.string(), entry).optional(),
    dependencies: z.record(z.string(), legacyEntry).optional(),
  })
  // npm has written both since its fifth; older shrinkwraps hold dependencies alone.
  .refine(
    ({ lockfileVersion, packages, dependencies }) =>
      packages === undefined
        ? lockfileVersion !== undefined || dependencies !== undefined
        : lockfileVersion !== undefined && Object.hasOwn(packages, ''),
    { message: 'it is no lockfile of npm' },
  )

/** `package-lock.json` and `npm-shrinkwrap.json`, lockfile versions 1 to 3. Where both forms stand, `packages` wins as in npm. */
export function parseNpmLockfile(text: string): LockfileContent {
  const parsed = lockfile.parse(JSON.parse(text))
  if (parsed.packages !== undefined) return readPackages(text, parsed.packages)
  return readLegacy(text, parsed.dependencies ?? {})
}

function readPackages(text: string, packages: Readonly<Record<string, Entry>>): LockfileContent {
  const lineOf = lineCounter(text)
  const offsetOf = keyFinder(text)
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  const roots: Root[] = []
  let cursor = 0
  for (const [location, value] of Object.entries(packages)) {
    cursor = offsetOf(location, cursor)
    const line = lineOf(cursor)
    const reach = (required: Readonly<Record<string, string>> | undefined) =>
      Object.keys(required ?? {}).flatMap((name) => resolveFrom(packages, location, name) ?? [])
    if (!location.includes('node_modules/')) {
      const root = (scope: Scope) => (id: string) => ({ id, scope })
      roots.push(...reach({ ...value.dependencies, ...value.peerDependencies }).map(root('runtime')))
      roots.push(...reach(value.optionalDependencies).map(root('optional')))
      roots.push(...reach(value.devDependencies).map(root('development')))
      continue
    }
    if (value.link) continue
    const name = value.name ?? location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const problem = problemOf(name, value)
    const isFolder = typeof value.resolved === 'string' && isOwnFolder(value.resolved)
    if (problem !== undefined && !isFolder) problems.push({ ...problem, name, line })
    const locked = { name, version: plainVersion(value.version ?? '') }
    const address = typeof value.resolved === 'string' ? value.resolved : undefined
    const installed = installedIdentity(locked, address)
    const foreign = problem === undefined && foreignAddress(locked, address, line)
    if (foreign) problems.push(foreign)
    if (installed !== locked) problems.push(disguise(locked, installed, line))
    // What comes from git still brings registry packages with it, so it stays in the graph.
    nodes.set(location, {
      id: location,
      name,
      dependencies: reach({
        ...value.dependencies,
        ...value.optionalDependencies,
        ...value.peerDependencies,
      }),
      package:
        problem === undefined ? { ecosystem: 'npm', ...installed, line, hosts: hostsOf(address) } : undefined,
    })
  }
  return { packages: resolveGraph(nodes, roots), problems }
}

function problemOf(name: string, value: Entry): Pick<LockfileProblem, 'kind' | 'message'> | undefined {
  const resolved = typeof value.resolved === 'string' ? value.resolved : ''
  // Without an address npm asks its registry.
  if (resolved !== '' && hostsOf(resolved) === undefined)
    return { kind: 'elsewhere', message: `${name} comes from ${shown(resolved)}` }
  if (value.version === undefined) return { kind: 'unresolved', message: `${name} has no version` }
  if (isRange(value.version))
    return { kind: 'unresolved', message: `${name} is pinned to no version: ${shown(value.version)}` }
  if (!isRegistryVersion(plainVersion(value.version)))
    return { kind: 'elsewhere', message: `${name} comes from ${shown(value.version)}` }
  return undefined
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
    if (parent >= 0) at = at.slice(0, parent)
    else at = at.startsWith('node_modules/') ? '' : at.slice(0, Math.max(0, at.lastIndexOf('/')))
  }
}

/** A lockfile nested deeper than this is an attack, not a tree that npm made. */
const maxDepth = 200

function readLegacy(text: string, top: Readonly<Record<string, LegacyEntry>>): LockfileContent {
  const lineOf = lineCounter(text)
  const offsetOf = keyFinder(text)
  const packages: LockedPackage[] = []
  const problems: LockfileProblem[] = []
  let cursor = 0
  const walk = (dependencies: Readonly<Record<string, LegacyEntry>>, path: readonly string[]): void => {
    if (path.length > maxDepth) throw new Error(`it nests more than ${maxDepth} packages`)
    for (const [key, value] of Object.entries(dependencies)) {
      cursor = offsetOf(key, cursor)
      const line = lineOf(cursor)
      const alias = /^npm:(@?[^@]+)@(.+)$/.exec(value.version ?? '')
      const name = alias?.[1] ?? key
      const given = alias?.[2] ?? value.version
      const version = given && plainVersion(given)
      const scope: Scope = value.dev ? 'development' : value.optional ? 'optional' : 'runtime'
      if (version === undefined)
        problems.push({ kind: 'unresolved', name, line, message: `${name} has no version` })
      else if (isRange(version)) {
        const message = `${name} is pinned to no version: ${shown(version)}`
        problems.push({ kind: 'unresolved', name, line, message })
      } else if (!isRegistryVersion(version) && !isOwnFolder(version)) {
        const message = `${name} comes from ${shown(version)}`
        problems.push({ kind: 'elsewhere', name, line, message })
      } else if (!isOwnFolder(version)) {
        const locked = { name, version }
        const installed = installedIdentity(locked, value.resolved)
        const foreign = foreignAddress(locked, value.resolved, line)
        if (foreign) problems.push(foreign)
        if (installed !== locked) problems.push(disguise(locked, installed, line))
        packages.push({
          ecosystem: 'npm',
          ...installed,
          line,
          scope,
          path: [...path, name],
          hosts: hostsOf(value.resolved),
        })
      }
      if (value.dependencies) walk(value.dependencies, [...path, name])
    }
  }
  walk(top, [])
  return { packages, problems }
}

/** npm takes ` =v1.0.0` for the version that it means. */
function plainVersion(version: string): string {
  return version.trim().replace(/^[=v\s]+(?=\d)/, '')
}

/** What asks the registry for whatever fits on the day: `^1.0.0`, `latest`. */
function isRange(version: string): boolean {
  return !/[/:]/.test(version) && !isRegistryVersion(plainVersion(version))
}

/** A plain version; a URL, `file:`, `git+ssh:` and their like are no registry's. */
function isRegistryVersion(version: string): boolean {
  return /^v?\d[\w.+-]*$/.test(version)
}
