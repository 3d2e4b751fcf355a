import { type GraphNode, resolveGraph } from '../graph.ts'
import type { LockfileContent, LockfileProblem } from '../package.ts'
import { shown } from '../shown.ts'
import type { Manifest } from './manifest.ts'
import { disguise, foreignAddress, hostsOf, installedIdentity, isOwnFolder } from './origin.ts'
import { requirementRoots } from './requirement-roots.ts'

interface Entry {
  readonly descriptors: readonly string[]
  readonly line: number
  version?: string
  resolved?: string
  readonly dependencies: string[]
}

/** Yarn 1 writes its own format: a head line with all descriptors, then indented `key value` lines. */
export function parseYarnClassic(text: string, manifests: readonly Manifest[]): LockfileContent {
  const entries = readEntries(text)
  if (entries.length === 0 && !text.includes('yarn lockfile v1')) throw new Error('it is no lockfile of yarn')
  const nodes = new Map<string, GraphNode>()
  const problems: LockfileProblem[] = []
  const idOf = new Map<string, string>()
  for (const { descriptors, line, version, resolved } of entries) {
    const [first = ''] = descriptors
    for (const descriptor of descriptors) idOf.set(descriptor, first)
    const { name, range } = splitDescriptor(first)
    const elsewhere = isElsewhere(range)
    if (elsewhere && !isOwnFolder(range)) {
      const message = `${shown(first)} comes from no registry`
      problems.push({ kind: 'elsewhere', name, line, message })
    } else if (!elsewhere && version === undefined)
      problems.push({ kind: 'unresolved', name, line, message: `${shown(first)} has no version` })
    const locked = { name, version: version ?? '' }
    const installed = elsewhere ? locked : installedIdentity(locked, resolved)
    if (installed !== locked) problems.push(disguise(locked, installed, line))
    const foreign = elsewhere ? undefined : foreignAddress(locked, resolved, line)
    if (foreign !== undefined) problems.push(foreign)
    const others = descriptors.map((one) => splitDescriptor(one).name).filter((other) => other !== name)
    if (others[0] !== undefined)
      problems.push({
        kind: 'unresolved',
        name: others[0],
        line,
        message: `${shown(others[0])} shares the entry of ${shown(first)}`,
      })
    nodes.set(first, {
      id: first,
      name,
      dependencies: [],
      package:
        elsewhere || version === undefined
          ? undefined
          : { ecosystem: 'npm', ...installed, line, hosts: hostsOf(resolved) },
    })
  }
  for (const entry of entries) {
    const [first = ''] = entry.descriptors
    const node = nodes.get(first)
    const dependencies = entry.dependencies.flatMap((descriptor) => idOf.get(descriptor) ?? [])
    if (node !== undefined) nodes.set(first, { ...node, dependencies })
  }
  const roots = requirementRoots(manifests, (name, range) => idOf.get(`${name}@${range}`))
  return { packages: resolveGraph(nodes, roots), problems }
}

function readEntries(text: string): Entry[] {
  const entries: Entry[] = []
  let entry: Entry | undefined
  let inDependencies = false
  text.split('\n').forEach((raw, index) => {
    const line = raw.replace(/\r$/, '')
    if (/^[^\s#]/.test(line) && !/:$/.test(line))
      throw new Error(`line ${index + 1} is not as yarn writes it`)
    if (/^[^\s#]/.test(line)) {
      const descriptors = line.slice(0, -1).split(/,\s*/).map(unquote)
      entry = { descriptors, line: index + 1, dependencies: [] }
      entries.push(entry)
      inDependencies = false
      return
    }
    if (entry === undefined) return
    if (/^ {2}\S/.test(line)) inDependencies = /^ {2}(?:dependencies|optionalDependencies):$/.test(line)
    const version = /^ {2}version "?([^"]+)"?$/.exec(line)?.[1]
    if (version !== undefined) entry.version = version
    const resolved = /^ {2}resolved "?([^"#]+)(?:#[^"]*)?"?$/.exec(line)?.[1]
    if (resolved !== undefined) entry.resolved = resolved
    const [, name, range] = /^ {4}("[^"]+"|\S+) (.+)$/.exec(line) ?? []
    if (inDependencies && name !== undefined && range !== undefined)
      entry.dependencies.push(`${unquote(name)}@${unquote(range)}`)
  })
  return entries
}

/** `name@range`; of an alias, the package that it really is. */
function splitDescriptor(descriptor: string): { readonly name: string; readonly range: string } {
  const at = descriptor.indexOf('@', 1)
  if (at < 0) return { name: descriptor, range: '' }
  const range = descriptor.slice(at + 1)
  const alias = /^npm:(?<name>(?:@[^/@]+\/)?[^@/]+)(?:@(?<range>.*))?$/.exec(range)?.groups
  return alias?.['name'] === undefined
    ? { name: descriptor.slice(0, at), range }
    : { name: alias['name'], range: alias['range'] ?? '' }
}

/** A URL, a folder, or the short form `owner/repository`. */
function isElsewhere(range: string): boolean {
  return /[/:]/.test(range)
}

function unquote(text: string): string {
  return text.replace(/^"|"$/g, '')
}
