import type { Unit } from './quantity.ts'

/** How the value of an attribute bears on the bill. */
export type Effect =
  /** More costs more. `absent` is what holds when it is not written; without it, nobody can tell. */
  | {
      readonly kind: 'amount'
      readonly unit?: Unit
      readonly absent?: number
      /** Numbers that mean "without end" (`0` days of retention). */
      readonly unlimited?: readonly number[]
    }
  /** A named class; `ladder` orders the names that are known, cheapest first; `only` them counts where others mean something else. */
  | {
      readonly kind: 'class'
      readonly ladder?: readonly string[]
      readonly absent?: string
      readonly only?: boolean
    }
  /** How often something runs: a cron expression or a rate. */
  | { readonly kind: 'schedule' }
  /** How many there are: a number, or the entries of a list or mapping. */
  | { readonly kind: 'entries' }
  /** Switched on it costs, or saves. */
  | { readonly kind: 'switch'; readonly on: 'costs' | 'saves' }
  /** What is there costs, or keeps costs down (a lifecycle, a budget); what it says cannot be weighed. */
  | { readonly kind: 'presence'; readonly of: 'costs' | 'savings' }
  /** Where other resources come from, or what cannot be weighed: another text may mean anything. */
  | { readonly kind: 'opaque' }
  /** It does not bear on the bill, whatever a later rule says. */
  | { readonly kind: 'free' }

export interface Rule {
  /**
   * Where it applies: names separated by blanks, compared without case, `-` and `_`, entries of lists left out;
   * `*` is any part of a name, `**` any number of names.
   */
  readonly at: string
  readonly effect: Effect
  /** It is a limit or a time to live: a resource that has it cannot cost without end. */
  readonly bounds?: boolean
}

const infinite = Number.POSITIVE_INFINITY

export const amount: Effect = { kind: 'amount' }
/** Nothing is spent where it is not written. */
export const fromZero: Effect = { kind: 'amount', absent: 0 }
/** There is no end where it is not written. */
export const limit: Effect = { kind: 'amount', absent: infinite, unlimited: [-1] }
export const anyClass: Effect = { kind: 'class' }

/** One effect for many names, anywhere below the resource. */
export function everywhere(names: string, effect: Effect, bounds = false): Rule[] {
  return names
    .split(/\s+/)
    .filter((name) => name !== '')
    .map((name) => ({ at: `** ${name}`, effect, bounds }))
}

export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '')
}
