import type { RuleFinder } from './match-rules.ts'
import type { Rule } from './rule.ts'
import { canonical, type Value } from './value.ts'

/** One attribute that bears on the bill. */
export interface Measure {
  readonly rule: Rule
  readonly value: Value
}

export interface Measured {
  /** By their path: `spec.containers[web].resources.limits.cpu`. */
  readonly measures: ReadonlyMap<string, Measure>
  /** The paths of all entries of lists, to tell a removed entry from a removed attribute. */
  readonly elements: ReadonlySet<string>
}

/** Walks a value and picks every attribute that a rule speaks of. */
export function measure(value: Value, find: RuleFinder): Measured {
  const measures = new Map<string, Measure>()
  const elements = new Set<string>()
  const walk = (current: Value, path: string, names: readonly string[]): void => {
    if (current.kind === 'map') {
      for (const [key, inner] of current.entries) {
        const below = path === '' ? key : `${path}.${key}`
        const rule = find([...names, key])
        if (rule !== undefined && isWeighed(inner, rule)) measures.set(below, { rule, value: inner })
        walk(inner, below, [...names, key])
      }
    } else if (current.kind === 'list') {
      const labels = labelItems(current.items)
      for (const [index, item] of current.items.entries()) {
        if (item.kind !== 'map' && item.kind !== 'list') continue
        const below = `${path}[${labels[index]}]`
        elements.add(below)
        walk(item, below, names)
      }
    }
  }
  walk(value, '', [])
  return { measures, elements }
}

/** A rule for `size` does not mean a mapping of that name; null is not written. */
function isWeighed(value: Value, { effect }: Rule): boolean {
  switch (effect.kind) {
    case 'free':
      return false
    case 'entries':
      return value.kind !== 'scalar' || typeof value.value === 'number'
    case 'presence':
      return value.kind !== 'scalar' || (value.value !== null && value.value !== false)
    case 'class':
    case 'opaque':
      return value.kind === 'list' ? value.items.every(isText) : isText(value)
    default:
      return isText(value)
  }
}

function isText(value: Value): boolean {
  return value.kind === 'computed' || (value.kind === 'scalar' && value.value !== null)
}

const labelKeys = [
  'ParameterKey',
  'name',
  'id',
  'key',
  'deviceName',
  'DeviceName',
  'IndexName',
  'Name',
  'Id',
  'Key',
  'type',
  'path',
]

/** An entry is told by its name where all have one, so that a list in another order is the same list. */
function labelItems(items: readonly Value[]): string[] {
  for (const label of labelKeys) {
    const names = items.map((item) => {
      const named = item.kind === 'map' ? item.entries.get(label) : undefined
      return named?.kind === 'scalar' || named?.kind === 'computed' ? canonical(named) : undefined
    })
    const whole = names.filter((name) => name !== undefined)
    if (whole.length === items.length && new Set(whole).size === items.length) {
      return whole.map((name) => name.replace(/^"|"$/g, ''))
    }
  }
  return items.map((_, index) => String(index))
}
