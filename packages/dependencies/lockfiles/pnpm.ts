import { LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { type GraphNode, type Root, resolveGraph } from '../graph.ts'
import { lineCounter } from '../lines.ts'
import type { LockfileContent, LockfileProblem, Scope } from '../package.ts'

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
    dev: z.boolean().optional(),
    name: z.string().optional(),
    version: z.string().optional(),
  })
  .nullish()

const lockfile = z.object({
  lockfileVersion: z.union([z.string(), z.number()]),
  importers: z.record(z.string(), importer).nullish(),
  dependencies: references,
  devDependencies: references,
  optionalDependencies: references,
  packages: z.record(z.string(), snapshot).nullish(),
  snapshots: z.record(z.string(), snapshot).nullish(),
})

/** `pnpm-lock.yaml`, lockfile versions 5 to 9. Since 9 the scope is known only by walking from the importers. */
export function parsePnpmLockfile(text: string): LockfileContent {
  const document = parseDocument(text, { lineCounter: new LineCounter(), uniqueKeys: false })
  const [error] = document.errors
  if (error !== undefined) throw new Error(error.message.split('\n')[0])
  const parsed = lockfile.parse(document.toJS({ maxAliasCount: 0 }))
  const lineOf = lineCounter(text)
  const entries = Object.entries({ ...parsed.packages, ...parsed.snapshots })
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  for (const [key, value] of entries) {
    const named =
      value?.name !== undefined && value.version !== undefined
        ? { name: value.name, version: value.version }
        : undefined
    const identity = named ?? splitKey(key)
    const line = lineOf(Math.max(0, text.indexOf(key)))
    if (identity === undefined) {
      problems.push({ line, message: `${key} is no registry's version` })
      continue
    }
    const dependencies = Object.entries({ ...value?.dependencies, ...value?.optionalDependencies }).map(
      ([name, to]) => keyOf(name, to),
    )
    nodes.set(canonical(key), {
      id: canonical(key),
      package: { ecosystem: 'npm', ...identity, line },
      dependencies,
    })
  }
  const roots = [...Object.values(parsed.importers ?? {}), parsed].flatMap((one): Root[] => [
    ...rootsOf(one.dependencies, 'runtime'),
    ...rootsOf(one.optionalDependencies, 'optional'),
    ...rootsOf(one.devDependencies, 'development'),
  ])
  return { packages: resolveGraph(nodes, roots), problems }
}

function rootsOf(all: z.infer<typeof references>, scope: Scope): Root[] {
  return Object.entries(all ?? {}).map(([name, to]) => ({ id: keyOf(name, to), scope }))
}

/** The key that a reference points to: `1.0.0(peer@2)` under its own name, or a whole key for an alias. */
function keyOf(name: string, to: z.infer<typeof reference>): string {
  const version = String(typeof to === 'object' ? (to.version ?? '') : to)
  if (version.startsWith('/')) return canonical(version)
  return /^(?:@[^@/]+\/)?[A-Za-z][^@/()]*@/.test(version)
    ? canonical(version)
    : canonical(`${name}@${version}`)
}

/** One spelling for all versions: `/name/1.0.0_peer`, `/name@1.0.0(peer)` and `name@1.0.0(peer)` are the same package. */
function canonical(key: string): string {
  const identity = splitKey(key)
  return identity === undefined ? key : `${identity.name}@${identity.version}`
}

function splitKey(key: string): { readonly name: string; readonly version: string } | undefined {
  const match = /^\/?(?<name>(?:@[^/@]+\/)?[^/@()]+)[@/](?<version>v?\d[^()_]*)/.exec(key)
  const { name, version } = match?.groups ?? {}
  return name === undefined || version === undefined || version.includes('/') ? undefined : { name, version }
}
