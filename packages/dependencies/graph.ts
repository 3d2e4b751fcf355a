import type { LockedPackage, Scope } from './package.ts'

/** A package with its edges, as a lockfile format gives them. */
export interface GraphNode {
  readonly id: string
  readonly name: string
  readonly dependencies: readonly string[]
  /** Undefined for what is no version of a registry; its dependencies may be. */
  readonly package: Omit<LockedPackage, 'path' | 'scope'> | undefined
}

export interface Root {
  readonly id: string
  readonly scope: Scope
}

interface Reached {
  readonly scope: Scope
  readonly from: string | undefined
}

/** What runtime reaches is runtime, whatever else reaches it. */
const scopes: readonly Scope[] = ['runtime', 'optional', 'development', 'unknown']

/** Gives each package its shortest path from a root and its scope. */
export function resolveGraph(nodes: ReadonlyMap<string, GraphNode>, roots: readonly Root[]): LockedPackage[] {
  const reached = new Map<string, Reached>()
  for (const scope of scopes) {
    const queue = roots
      .filter((root) => root.scope === scope && nodes.has(root.id) && !reached.has(root.id))
      .map((root) => root.id)
    for (const id of queue) reached.set(id, { scope, from: undefined })
    for (let head = 0; head < queue.length; head += 1) {
      const id = queue[head] ?? ''
      for (const next of nodes.get(id)?.dependencies ?? []) {
        if (reached.has(next) || !nodes.has(next)) continue
        reached.set(next, { scope, from: id })
        queue.push(next)
      }
    }
  }
  return [...nodes.values()].flatMap((node): LockedPackage[] =>
    node.package === undefined
      ? []
      : [
          {
            ...node.package,
            scope: reached.get(node.id)?.scope ?? 'unknown',
            path: pathTo(node.id, reached, nodes),
          },
        ],
  )
}

function pathTo(
  id: string,
  reached: ReadonlyMap<string, Reached>,
  nodes: ReadonlyMap<string, GraphNode>,
): string[] {
  const path: string[] = []
  for (let at: string | undefined = id; at !== undefined; at = reached.get(at)?.from) {
    const name = nodes.get(at)?.name
    if (name !== undefined && reached.has(at)) path.push(name)
  }
  return path.reverse()
}
