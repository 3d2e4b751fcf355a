import type { LockedPackage, Scope } from './package.ts'

/** A package with its edges, as a lockfile format gives them. */
export interface GraphNode {
  readonly id: string
  readonly package: Omit<LockedPackage, 'path' | 'scope'>
  readonly dependencies: readonly string[]
  readonly optional?: boolean
}

export interface Root {
  readonly id: string
  readonly scope: Scope
}

/** Gives each node its shortest path from a root and its scope: what runtime reaches is runtime, whatever else reaches it. */
export function resolveGraph(nodes: ReadonlyMap<string, GraphNode>, roots: readonly Root[]): LockedPackage[] {
  const order: readonly Scope[] = ['runtime', 'optional', 'development', 'unknown']
  const reached = new Map<string, { readonly scope: Scope; readonly from: string | undefined }>()
  for (const scope of order) {
    const queue = roots.filter((root) => root.scope === scope).map((root) => root.id)
    for (const id of queue) if (!reached.has(id)) reached.set(id, { scope, from: undefined })
    for (let head = 0; head < queue.length; head += 1) {
      const id = queue[head] ?? ''
      for (const next of nodes.get(id)?.dependencies ?? []) {
        if (reached.has(next) || !nodes.has(next)) continue
        reached.set(next, { scope, from: id })
        queue.push(next)
      }
    }
  }
  return [...nodes.values()].map((node) => ({
    ...node.package,
    scope: reached.get(node.id)?.scope ?? 'unknown',
    path: pathTo(node.id, reached, nodes),
  }))
}

function pathTo(
  id: string,
  reached: ReadonlyMap<string, { readonly from: string | undefined }>,
  nodes: ReadonlyMap<string, GraphNode>,
): string[] {
  const path: string[] = []
  for (let at: string | undefined = id; at !== undefined; at = reached.get(at)?.from) {
    const name = nodes.get(at)?.package.name
    if (name !== undefined && reached.has(at)) path.unshift(name)
  }
  return path
}
