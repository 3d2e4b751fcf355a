import { compareSizes } from './class-size.ts'
import { type Quantity, readQuantity, type Unit } from './quantity.ts'
import type { Effect } from './rule.ts'
import { runsPerDay } from './schedule.ts'
import { canonical, type Value } from './value.ts'

/** What a difference does to the bill. `unclear`: only a person can tell. Seen from the other side, `rise` is `fall`. */
export type Direction = 'same' | 'rise' | 'fall' | 'unclear'

export function opposite(direction: Direction): Direction {
  return direction === 'rise' ? 'fall' : direction === 'fall' ? 'rise' : direction
}

/** Compares an attribute's values; undefined is not written, and `inherited` means that something else then says what holds. */
export function compareValues(
  effect: Effect,
  before: Value | undefined,
  after: Value | undefined,
  inherited: boolean,
): Direction {
  if (canonical(before) === canonical(after)) return 'same'
  if (inherited && (before === undefined || after === undefined))
    return againstInherited(effect, before, after)
  switch (effect.kind) {
    case 'amount':
      return compareAmounts(effect, before, after)
    case 'class':
      return compareClasses(effect, before, after)
    case 'switch': {
      const [was, is] = [readSwitch(before), readSwitch(after)]
      if (was === undefined || is === undefined) return 'unclear'
      return was === is ? 'same' : is === (effect.on === 'costs') ? 'rise' : 'fall'
    }
    case 'presence': {
      if (before !== undefined && after !== undefined) return 'unclear'
      return (after !== undefined) === (effect.of === 'costs') ? 'rise' : 'fall'
    }
    case 'entries':
      return towards(countEntries(before), countEntries(after))
    case 'schedule': {
      const [was, is] = [before, after].map((value) =>
        value?.kind === 'scalar' ? runsPerDay(String(value.value)) : undefined,
      )
      return towards(was, is)
    }
    case 'opaque':
      return 'unclear'
    case 'free':
      return 'same'
  }
}

/** Whatever holds elsewhere, nothing is less than none. */
function againstInherited(effect: Effect, before: Value | undefined, after: Value | undefined): Direction {
  const isNone = (value: Value | undefined) =>
    value?.kind === 'scalar' && (value.value === 0 || value.value === '0')
  if (effect.kind !== 'amount' || effect.unlimited?.includes(0)) return 'unclear'
  return isNone(after) ? 'fall' : isNone(before) ? 'rise' : 'unclear'
}

function towards(before: number | undefined, after: number | undefined): Direction {
  if (before === undefined || after === undefined) return 'unclear'
  return before === after ? 'same' : before < after ? 'rise' : 'fall'
}

type Amount =
  | { readonly kind: 'stated'; readonly quantity: Quantity }
  | { readonly kind: 'computed'; readonly text: string; readonly fallback: Quantity | undefined }
  | { readonly kind: 'unstated' }

function compareAmounts(
  effect: Effect & { kind: 'amount' },
  before: Value | undefined,
  after: Value | undefined,
): Direction {
  const [was, is] = [readAmount(before, effect), readAmount(after, effect)]
  if (was.kind === 'stated' && is.kind === 'stated') return compareQuantities(was.quantity, is.quantity)
  if (was.kind !== 'computed' || is.kind !== 'computed' || was.text !== is.text) {
    // A value that is neither a number nor the same text may be anything.
    return 'unclear'
  }
  return was.fallback === undefined || is.fallback === undefined
    ? 'unclear'
    : compareQuantities(was.fallback, is.fallback)
}

function compareQuantities(before: Quantity, after: Quantity): Direction {
  return before.of === after.of ? towards(before.value, after.value) : 'unclear'
}

function readAmount(value: Value | undefined, effect: Effect & { kind: 'amount' }): Amount {
  const { unit = 'quantity', absent, unlimited = [] } = effect
  if (value === undefined) {
    return absent === undefined
      ? { kind: 'unstated' }
      : { kind: 'stated', quantity: { value: absent, of: 'number' } }
  }
  const quantityOf = (held: Value | undefined) => readNumber(held, unit, unlimited)
  if (value.kind === 'computed') {
    return { kind: 'computed', text: value.text, fallback: quantityOf(value.fallback) }
  }
  const shellDefault = value.kind === 'scalar' ? withDefault(String(value.value)) : undefined
  if (shellDefault !== undefined) {
    const fallback = quantityOf({ kind: 'scalar', value: shellDefault.fallback, line: undefined })
    return { kind: 'computed', text: shellDefault.name, fallback }
  }
  const quantity = quantityOf(value)
  return quantity === undefined ? { kind: 'unstated' } : { kind: 'stated', quantity }
}

function readNumber(
  value: Value | undefined,
  unit: Unit,
  unlimited: readonly number[],
): Quantity | undefined {
  if (value?.kind !== 'scalar' || value.value === null || typeof value.value === 'boolean') return undefined
  const quantity = readQuantity(value.value, unit)
  if (quantity === undefined || !unlimited.includes(quantity.value)) return quantity
  return { value: Number.POSITIVE_INFINITY, of: 'number' }
}

/** `${REPLICAS:-2}`: a variable that is 2 where nobody sets it. */
function withDefault(text: string): { readonly name: string; readonly fallback: string } | undefined {
  const match = /^\$\{(\w+):?-([^${}]*)\}$/.exec(text.trim())
  return match === null ? undefined : { name: match[1] ?? '', fallback: match[2] ?? '' }
}

function compareClasses(
  { ladder = [], absent, only = false }: Effect & { kind: 'class' },
  before: Value | undefined,
  after: Value | undefined,
): Direction {
  if (only && ![before, after].some((value) => ladder.includes(classOf(value)?.toLowerCase() ?? '')))
    return 'same'
  const was = classOf(before) ?? absent
  const is = classOf(after) ?? absent
  if (was === undefined || is === undefined) return 'unclear'
  if (was === is) return 'same'
  const [from, to] = [was, is].map((name) => ladder.indexOf(name.toLowerCase()))
  if (from !== undefined && to !== undefined && from >= 0 && to >= 0) return towards(from, to)
  const numbers = [was, is].map((name) => readQuantity(name, 'quantity'))
  const [first, second] = numbers
  if (first !== undefined && second !== undefined) return compareQuantities(first, second)
  const size = compareSizes(was, is)
  return size === undefined ? 'unclear' : size > 0 ? 'rise' : 'fall'
}

function classOf(value: Value | undefined): string | undefined {
  if (value?.kind === 'scalar') return String(value.value)
  if (value?.kind === 'list' && value.items.length === 1) return classOf(value.items[0])
  return value?.kind === 'computed' && value.fallback !== undefined ? classOf(value.fallback) : undefined
}

function readSwitch(value: Value | undefined): boolean | undefined {
  if (value === undefined) return false
  if (value.kind !== 'scalar') return undefined
  if (typeof value.value === 'boolean') return value.value
  return { true: true, false: false, enabled: true, disabled: false }[String(value.value).toLowerCase()]
}

function countEntries(value: Value | undefined): number | undefined {
  if (value === undefined) return 0
  if (value.kind === 'scalar' && typeof value.value === 'number') return value.value
  return value.kind === 'list' ? value.items.length : value.kind === 'map' ? value.entries.size : undefined
}
