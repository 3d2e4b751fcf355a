export interface ScalarValue {
  readonly kind: 'scalar'
  readonly value: string | number | boolean | null
  readonly line: number | undefined
}

/** What only the deployment knows: an intrinsic function, a variable, a template's expression. */
export interface ComputedValue {
  readonly kind: 'computed'
  /** The same expression has the same text. */
  readonly text: string
  /** What it is where nobody says otherwise: a parameter's default. */
  readonly fallback?: Value | undefined
  readonly line: number | undefined
}

export interface ListValue {
  readonly kind: 'list'
  readonly items: readonly Value[]
  readonly line: number | undefined
}

export interface MapValue {
  readonly kind: 'map'
  readonly entries: ReadonlyMap<string, Value>
  readonly line: number | undefined
}

/** A configuration value with its place; the line is unknown where the format has none. */
export type Value = ScalarValue | ComputedValue | ListValue | MapValue

export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let current = value
  for (const key of path) current = current?.kind === 'map' ? current.entries.get(key) : undefined
  return current
}

export function textAt(value: Value | undefined, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path)
  return found?.kind === 'scalar' && found.value !== null ? String(found.value) : undefined
}

export function entriesAt(
  value: Value | undefined,
  ...path: readonly string[]
): readonly (readonly [string, Value])[] {
  const found = at(value, ...path)
  return found?.kind === 'map' ? [...found.entries] : []
}

export function itemsAt(value: Value | undefined, ...path: readonly string[]): readonly Value[] {
  const found = at(value, ...path)
  return found?.kind === 'list' ? found.items : []
}

/** One text for one meaning: the order of keys does not count. */
export function canonical(value: Value | undefined): string {
  if (value === undefined) return ''
  switch (value.kind) {
    case 'scalar':
      return JSON.stringify(value.value)
    case 'computed':
      return `\${${value.text}|${canonical(value.fallback)}}`
    case 'list':
      return `[${value.items.map(canonical).join(',')}]`
    case 'map':
      return `{${[...value.entries]
        .map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`)
        .sort()
        .join(',')}}`
  }
}

/** What JSON.parse answers, as a value; without lines. */
export function fromJson(json: unknown): Value {
  if (Array.isArray(json)) return { kind: 'list', items: json.map(fromJson), line: undefined }
  if (typeof json === 'object' && json !== null) {
    const entries = new Map(Object.entries(json).map(([key, inner]) => [key, fromJson(inner)]))
    return { kind: 'map', entries, line: undefined }
  }
  const plain = typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean'
  return { kind: 'scalar', value: plain ? json : null, line: undefined }
}
