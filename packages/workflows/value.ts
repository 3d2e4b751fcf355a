/** 1-based line and column in a file. */
export interface Position {
  readonly line: number
  readonly column: number
}

export interface ScalarValue {
  readonly kind: 'scalar'
  /** What the runner sees as text; '' for null. */
  readonly text: string
  readonly type: 'string' | 'number' | 'boolean' | 'null'
  /** True for `|` and `>`, whose text starts on the line after {@link at}. */
  readonly block: boolean
  readonly at: Position
  /** The comment behind the value, without `#`. */
  readonly comment: string | undefined
}

export interface SequenceValue {
  readonly kind: 'sequence'
  readonly items: readonly Value[]
  readonly at: Position
}

export interface MappingValue {
  readonly kind: 'mapping'
  readonly entries: ReadonlyMap<string, Entry>
  readonly at: Position
}

export interface Entry {
  readonly key: string
  readonly at: Position
  readonly value: Value
}

/** A YAML value with its place, aliases resolved. */
export type Value = ScalarValue | SequenceValue | MappingValue

function entry(value: Value | undefined, key: string): Entry | undefined {
  return value?.kind === 'mapping' ? value.entries.get(key) : undefined
}

export function at(value: Value | undefined, ...path: readonly string[]): Value | undefined {
  let current = value
  for (const key of path) current = entry(current, key)?.value
  return current
}

export function scalar(value: Value | undefined, ...path: readonly string[]): ScalarValue | undefined {
  const found = at(value, ...path)
  return found?.kind === 'scalar' ? found : undefined
}

export function textOf(value: Value | undefined, ...path: readonly string[]): string | undefined {
  return scalar(value, ...path)?.text
}

export function entriesOf(value: Value | undefined): readonly Entry[] {
  return value?.kind === 'mapping' ? [...value.entries.values()] : []
}

export function itemsOf(value: Value | undefined): readonly Value[] {
  if (value === undefined) return []
  return value.kind === 'sequence' ? value.items : [value]
}

/** Every scalar below a value with the names of the keys that lead to it. */
export function* scalarsIn(
  value: Value | undefined,
  path: readonly string[] = [],
): Generator<{ readonly path: readonly string[]; readonly scalar: ScalarValue }> {
  if (value === undefined) return
  switch (value.kind) {
    case 'scalar':
      yield { path, scalar: value }
      return
    case 'sequence':
      for (const item of value.items) yield* scalarsIn(item, path)
      return
    case 'mapping':
      for (const { key, value: inner } of value.entries.values()) yield* scalarsIn(inner, [...path, key])
  }
}

/** A place inside a scalar; exact to the line in a block, to the scalar's start elsewhere. */
export function positionIn(scalar: ScalarValue, offset: number): Position {
  if (!scalar.block) return scalar.at
  let line = scalar.at.line + 1
  for (let at = scalar.text.indexOf('\n'); at !== -1 && at < offset; at = scalar.text.indexOf('\n', at + 1)) {
    line += 1
  }
  return { line, column: 1 }
}
