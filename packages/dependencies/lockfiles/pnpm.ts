import { parseAllDocuments } from 'yaml'
import { z } from 'zod'
import { type GraphNode, type Root, resolveGraph } from '../graph.ts'
import { keyLines } from '../lines.ts'
import type { LockfileContent, LockfileProblem, Scope } from '../package.ts'
import { shown } from '../shown.ts'
import { disguise, foreignAddress, hostsOf, installedIdentity, isOwnFolder } from './origin.ts'

const reference = z.union([
  z.string(),
  z.number(),
  z.object({ version: z.union([z.string(), z.number()]).optional() }),
])
const references = z.record(z.string(), reference).nullish()
const importer = z.object({
  dependencies: references,
  devDependencies: references,
  optionalDependencies: references,
})
const snapshot = z
  .object({
    dependencies: references,
    optionalDependencies: references,
    name: z.string().optional(),
    version: z.union([z.string(), z.number()]).optional(),
    resolution: z.object({ tarball: z.string().optional() }).optional(),
  })
  .nullish()
const snapshots = z.record(z.string(), snapshot).nullish()

const lockfile = importer.extend({
  lockfileVersion: z.union([z.string(), z.number()]),
  importers: z.record(z.string(), importer).nullish(),
  packages: snapshots,
  snapshots,
})

/** `pnpm-lock.yaml`, lockfile versions 5 to 9. Since 9 the scope is known only by walking from the importers. */
export function parsePnpmLockfile(text: string): LockfileContent {
  const lineOf = keyLines(text, 2)
  const nodes = new Map<string, GraphNode>()
  const problems = new Map<string, LockfileProblem>()
  const roots: Root[] = []
  for (const parsed of readDocuments(text)) {
    for (const one of [...Object.values(parsed.importers ?? {}), parsed]) {
      roots.push(...rootsOf(one.dependencies, 'runtime'))
      roots.push(...rootsOf(one.optionalDependencies, 'optional'))
      roots.push(...rootsOf(one.devDependencies, 'development'))
    }
    for (const [key, value] of [
      ...Object.entries(parsed.packages ?? {}),
      ...Object.entries(parsed.snapshots ?? {}),
    ]) {
      const id = canonical(key)
      const identity = splitKey(key) ?? identityOf(key, value)
      const dependencies = Object.entries({ ...value?.dependencies, ...value?.optionalDependencies }).map(
        ([name, to]) => keyOf(name, to),
      )
      const line = lineOf(key)
      if (identity === undefined && !isOwnFolder(key.slice(key.indexOf('@', 1) + 1))) {
        const name = /^\/?(?<name>(?:@[^/@]+\/)?[^/@()]+)/.exec(key)?.groups?.['name'] ?? key
        problems.set(id, { kind: 'elsewhere', name, line, message: `${shown(key)} comes from no registry` })
      }
      const installed = identity && installedIdentity(identity, value?.resolution?.tarball)
      if (identity !== undefined && installed !== undefined && installed !== identity)
        problems.set(id, disguise(identity, installed, line))
      const foreign = identity && foreignAddress(identity, value?.resolution?.tarball, line)
      if (foreign !== undefined && splitKey(key) !== undefined) problems.set(id, foreign)
      const hosts = hostsOf(value?.resolution?.tarball)
      const known = nodes.get(id)
      nodes.set(id, {
        id,
        name: identity?.name ?? id,
        dependencies: [...(known?.dependencies ?? []), ...dependencies],
        package: known?.package ?? (installed && { ecosystem: 'npm', ...installed, line, hosts }),
      })
    }
  }
  return { packages: resolveGraph(nodes, roots), problems: [...problems.values()] }
}

/** Merge keys count, as for pnpm's own parser. Since pnpm 11 the file may hold a document for the package manager's own dependencies before the project's. */
function readDocuments(text: string): z.infer<typeof lockfile>[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, merge: true })
  if (!Array.isArray(documents) || documents.length === 0) throw new Error('it is empty')
  return documents.map((document) => {
    const [error] = document.errors
    if (error !== undefined) throw new Error(error.message.split('\n')[0])
    return lockfile.parse(document.toJS({ maxAliasCount: 0 }))
  })
}

function rootsOf(all: z.infer<typeof references>, scope: Scope): Root[] {
  return Object.entries(all ?? {}).map(([name, to]) => ({ id: keyOf(name, to), scope }))
}

/** The key that a reference points to: `1.0.0(peer@2)` under its own name, or a whole key for an alias. */
function keyOf(name: string, to: z.infer<typeof reference>): string {
  const version = String(typeof to === 'object' ? (to.version ?? '') : to)
  const isKey = version.startsWith('/') || /^(?:@[^@/]+\/)?[A-Za-z][^@/()]*@/.test(version)
  return canonical(isKey ? version : `${name}@${version}`)
}

/** One spelling for all versions: `/name/1.0.0/peer@2.0.0`, `/name/1.0.0_peer`, `/name@1.0.0(peer)` and `name@1.0.0(peer)` are the same package. */
function canonical(key: string): string {
  const identity = splitKey(key)
  return identity === undefined ? key : `${identity.name}@${identity.version}`
}

interface Identity {
  readonly name: string
  readonly version: string
}

function splitKey(key: string): Identity | undefined {
  const match = /^\/?(?<name>(?:@[^/@]+\/)?[^/@()]+)[@/](?<version>v?\d+\.\d+\.[^()_/:]+)/.exec(key)
  const { name, version } = match?.groups ?? {}
  return name === undefined || version === undefined ? undefined : { name, version }
}

/** A tarball or mirror of a registry package names itself beside its key; what comes from git or a folder does too, and is neither. */
function identityOf(key: string, value: z.infer<typeof snapshot>): Identity | undefined {
  if (/^(?:file|link|git)|@(?:file|link|git|https?)[+:]|\b(?:github|gitlab|bitbucket)\b|codeload/.test(key))
    return undefined
  const { name, version } = value ?? {}
  return name === undefined || version === undefined ? undefined : { name, version: String(version) }
}
