import type { WorkflowChangeKind } from './compare-workflows.ts'
import { entriesOf, type Value } from './value.ts'

const rank: Readonly<Record<string, number>> = { none: 0, read: 1, write: 2 }

/** Narrower on every permission is a tightening, wider on any a loosening. */
export function comparePermissions(base: Value, head: Value): { readonly kind: WorkflowChangeKind } {
  const before = grants(base)
  const after = grants(head)
  if (before === undefined || after === undefined) return { kind: 'cannot-tell' }
  const names = new Set([...before.named.keys(), ...after.named.keys()])
  const pairs = [...names].map(
    (name) => [before.named.get(name) ?? before.rest, after.named.get(name) ?? after.rest] as const,
  )
  const wider = [...pairs, [before.rest, after.rest] as const].some(([old, now]) => now > old)
  return { kind: wider ? 'loosening' : 'tightening' }
}

interface Grants {
  readonly named: ReadonlyMap<string, number>
  /** What holds for permissions that are not named. */
  readonly rest: number
}

function grants(value: Value): Grants | undefined {
  if (value.kind === 'scalar') {
    if (value.text === 'write-all') return { named: new Map(), rest: 2 }
    return value.text === 'read-all' ? { named: new Map(), rest: 1 } : undefined
  }
  if (value.kind !== 'mapping') return undefined
  const named = new Map<string, number>()
  for (const { key, value: access } of entriesOf(value)) {
    const level = access.kind === 'scalar' ? rank[access.text] : undefined
    if (level === undefined) return undefined
    named.set(key, level)
  }
  return { named, rest: 0 }
}
