import type { Resource } from './resource.ts'
import { canonical } from './value.ts'

export interface ResourcePair {
  readonly before: Resource | undefined
  readonly after: Resource | undefined
}

/**
 * Finds for each resource what it was. The same identity in the same file comes first; then the same identity anywhere, for what
 * moved; then the same content, for what is named after its file.
 */
export function pairResources(before: readonly Resource[], after: readonly Resource[]): ResourcePair[] {
  const pairs: ResourcePair[] = []
  let left = { before, after }
  const keys: readonly ((resource: Resource) => string)[] = [
    ({ identity, path }) => `${path}\n${identity}`,
    ({ identity }) => identity,
    ({ kind, measures }) => `${kind}\n${contentOf(measures)}`,
  ]
  for (const [round, keyOf] of keys.entries()) {
    const eligible = (resource: Resource) => round < 2 || (resource.partial && resource.measures.size > 0)
    left = pairBy(keyOf, eligible, left.before, left.after, pairs)
  }
  for (const resource of left.before) pairs.push({ before: resource, after: undefined })
  for (const resource of left.after) pairs.push({ before: undefined, after: resource })
  return pairs
}

interface Unpaired {
  readonly before: readonly Resource[]
  readonly after: readonly Resource[]
}

function pairBy(
  keyOf: (resource: Resource) => string,
  eligible: (resource: Resource) => boolean,
  before: readonly Resource[],
  after: readonly Resource[],
  pairs: ResourcePair[],
): Unpaired {
  const waiting = Map.groupBy(inOrder(before.filter(eligible)), keyOf)
  const taken = new Set<Resource>()
  for (const resource of inOrder(after.filter(eligible))) {
    const match = waiting.get(keyOf(resource))?.shift()
    if (match === undefined) continue
    pairs.push({ before: match, after: resource })
    taken.add(match).add(resource)
  }
  return {
    before: before.filter((resource) => !taken.has(resource)),
    after: after.filter((resource) => !taken.has(resource)),
  }
}

/** Equal ones pair in an order that does not depend on where they stand. */
function inOrder(resources: readonly Resource[]): Resource[] {
  const keyed = resources.map((resource) => ({
    resource,
    key: `${resource.path}\n${contentOf(resource.measures)}`,
  }))
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ resource }) => resource)
}

/** All that is measured of a resource, in one order. */
export function contentOf(measures: Resource['measures']): string {
  return [...measures]
    .map(([path, { value }]) => `${path}=${canonical(value)}`)
    .sort()
    .join('\n')
}
