import { comparePermissions } from './compare-permissions.ts'
import { compareUses } from './compare-uses.ts'
import type { WorkflowChangeKind } from './compare-workflows.ts'
import type { Value } from './value.ts'

export interface Difference {
  readonly kind: WorkflowChangeKind
  readonly reason: string
  readonly line?: number
}

/** The differences of two parsed files, place by place. */
export function changesBetween(base: Value, head: Value): Difference[] {
  return compare(base, head, [])
}

function compare(base: Value, head: Value, path: readonly string[]): Difference[] {
  if (same(base, head)) return []
  const key = path.at(-1)
  const line = head.at.line
  if (key === 'permissions' && path.length !== 2) {
    return [{ ...comparePermissions(base, head), reason: `${shown(path)} changed`, line }]
  }
  if (key === 'uses' && base.kind === 'scalar' && head.kind === 'scalar') {
    return [{ ...compareUses(base.text, head.text), line }]
  }
  if (key === 'persist-credentials' && base.kind === 'scalar' && head.kind === 'scalar') {
    const kind = head.text === 'false' ? 'tightening' : 'loosening'
    return [{ kind, reason: `${shown(path)} is now ${head.text}`, line }]
  }
  if (key === 'name' && path.at(-3) === 'steps')
    return [{ kind: 'comment', reason: 'a step was renamed', line }]
  if (base.kind === 'mapping' && head.kind === 'mapping') return compareMappings(base, head, path)
  if (base.kind === 'sequence' && head.kind === 'sequence')
    return compareSequences(base.items, head.items, path, line)
  return [{ kind: 'cannot-tell', reason: `${shown(path)} changed`, line }]
}

type Mapping = Extract<Value, { kind: 'mapping' }>

function compareMappings(base: Mapping, head: Mapping, path: readonly string[]): Difference[] {
  const found: Difference[] = []
  for (const { key, value } of base.entries.values()) {
    const after = head.entries.get(key)
    if (after) found.push(...compare(value, after.value, [...path, key]))
    else found.push({ ...removed(key, path), line: head.at.line })
  }
  for (const { key, value, at } of head.entries.values()) {
    if (!base.entries.has(key)) found.push({ ...added(key, value, path), line: at.line })
  }
  return found
}

function removed(key: string, path: readonly string[]): Difference {
  const name = shown([...path, key])
  if (key === 'name' && path.at(-2) === 'steps') return { kind: 'comment', reason: 'a step lost its name' }
  const loosens =
    path.at(-1) === 'jobs' ||
    ['permissions', 'needs', 'persist-credentials', 'environment', 'timeout-minutes'].includes(key)
  if (loosens) return { kind: 'loosening', reason: `${name} was removed` }
  return { kind: 'cannot-tell', reason: `${name} was removed` }
}

function added(key: string, value: Value, path: readonly string[]): Difference {
  const name = shown([...path, key])
  const text = value.kind === 'scalar' ? value.text : undefined
  const inPermissionsOwner = path.length === 0 || (path[0] === 'jobs' && path.length === 2)
  if (key === 'name' && path.at(-2) === 'steps') return { kind: 'comment', reason: 'a step got a name' }
  if (key === 'continue-on-error' && text !== 'false')
    return { kind: 'loosening', reason: `${name} hides a failure` }
  if (key === 'if') return { kind: 'loosening', reason: `${name} can skip what always ran` }
  if (key === 'persist-credentials' && text === 'false')
    return { kind: 'tightening', reason: `${name} is false` }
  if (key === 'timeout-minutes' && value.kind === 'scalar' && value.type === 'number')
    return { kind: 'tightening', reason: `${name} was added` }
  // A job's own block can also widen what the workflow's grants.
  if (key === 'permissions' && inPermissionsOwner) {
    const none = value.kind === 'mapping' && value.entries.size === 0
    return { kind: none ? 'tightening' : 'cannot-tell', reason: `${name} was added` }
  }
  return { kind: 'cannot-tell', reason: `${name} was added` }
}

/** Pairs what stayed at both ends; between them, items of equal number are compared one by one. */
function compareSequences(
  base: readonly Value[],
  head: readonly Value[],
  path: readonly string[],
  line: number,
): Difference[] {
  let start = 0
  while (start < base.length && start < head.length && sameAt(base, head, start, start)) start += 1
  let end = 0
  while (
    end < base.length - start &&
    end < head.length - start &&
    sameAt(base, head, base.length - 1 - end, head.length - 1 - end)
  ) {
    end += 1
  }
  const before = base.slice(start, base.length - end)
  const after = head.slice(start, head.length - end)
  if (before.length === after.length) {
    return before.flatMap((value, index) => {
      const other = after[index]
      return other === undefined ? [] : compare(value, other, [...path, String(start + index)])
    })
  }
  const name = shown(path)
  const found: Difference[] = []
  if (before.length > after.length)
    found.push({
      kind: path.at(-1) === 'steps' ? 'loosening' : 'cannot-tell',
      reason: `something was removed from ${name}`,
      line,
    })
  if (after.length > 0)
    found.push({
      kind: 'cannot-tell',
      reason: `something was added to ${name}`,
      line: after[0]?.at.line ?? line,
    })
  return found
}

function sameAt(base: readonly Value[], head: readonly Value[], a: number, b: number): boolean {
  const [left, right] = [base[a], head[b]]
  return left !== undefined && right !== undefined && same(left, right)
}

function same(a: Value, b: Value): boolean {
  if (a.kind === 'scalar') return b.kind === 'scalar' && a.text === b.text && a.type === b.type
  if (a.kind === 'sequence') {
    return (
      b.kind === 'sequence' &&
      a.items.length === b.items.length &&
      a.items.every((_, at) => sameAt(a.items, b.items, at, at))
    )
  }
  if (b.kind !== 'mapping' || a.entries.size !== b.entries.size) return false
  for (const { key, value } of a.entries.values()) {
    const other = b.entries.get(key)
    if (other === undefined || !same(value, other.value)) return false
  }
  return true
}

function shown(path: readonly string[]): string {
  return path.length === 0 ? 'the file' : path.join('.').slice(0, 200)
}
