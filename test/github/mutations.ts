export interface Mutation {
  readonly kind: 'dropped' | 'null' | 'of another type'
  /** Where, from the root; `*` stands for any index. */
  readonly path: readonly (string | number)[]
  readonly body: unknown
}

/** Every way to spoil one field of a JSON value; of a list only the first item is spoilt. */
export function mutationsOf(value: unknown): readonly Mutation[] {
  return fieldsOf(value).flatMap((path) => {
    const changes: Mutation[] = [
      { kind: 'null', path, body: changeAt(value, path, () => null) },
      { kind: 'of another type', path, body: changeAt(value, path, otherType) },
    ]
    const isField = typeof path.at(-1) === 'string'
    return isField
      ? [{ kind: 'dropped', path, body: changeAt(value, path, () => undefined) } as const, ...changes]
      : changes
  })
}

function fieldsOf(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly (readonly (string | number)[])[] {
  if (Array.isArray(value))
    return value.length === 0 ? [] : [[...path, 0], ...fieldsOf(value[0], [...path, 0])]
  if (!isRecord(value)) return []
  return Object.entries(value).flatMap(([name, inner]) => [
    [...path, name],
    ...fieldsOf(inner, [...path, name]),
  ])
}

/** `undefined` takes the field away. */
function changeAt(
  value: unknown,
  [key, ...rest]: readonly (string | number)[],
  change: (old: unknown) => unknown,
): unknown {
  if (key === undefined) return change(value)
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? changeAt(item, rest, change) : item))
  if (!isRecord(value)) return value
  const { [key]: old, ...others } = value
  const changed = changeAt(old, rest, change)
  return changed === undefined ? others : { ...others, [key]: changed }
}

/** A value that no schema takes for the old one. */
function otherType(old: unknown): unknown {
  if (typeof old === 'string' || old === null) return { unexpected: true }
  if (typeof old === 'number') return 'a text'
  return typeof old === 'boolean' ? 'a text' : 12_345.5
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}
