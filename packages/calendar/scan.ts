import { boundariesOf, matches } from './matches.ts'
import type { WindowRule } from './rule.ts'
import type { Clock, LocalMinute } from './zone.ts'

/** A freeze and the calendar that says so. Whole minutes since the epoch; the end is exclusive. */
export interface Frozen {
  readonly from: number
  readonly to: number
  readonly summary: string
  readonly path: string
}

export interface WindowRules {
  /** Undefined: every hour. */
  readonly allow: readonly WindowRule[] | undefined
  readonly deny: readonly WindowRule[]
  readonly freezes: readonly Frozen[]
}

/** Why the window is closed. */
export interface Closed {
  readonly code: 'outside-hours' | 'denied' | 'freeze'
  readonly cause: string
}

/** A stretch of one state; `closed` is undefined while it is open. Neighbours differ in whether they are open. */
export interface Segment {
  readonly from: number
  readonly to: number
  readonly closed: Closed | undefined
}

/** Every opening and closing between two instants, whole minutes since the epoch. */
export function scanWindow(clock: Clock, rules: WindowRules, start: number, end: number): readonly Segment[] {
  const minutes = new Set([0, ...[...(rules.allow ?? []), ...rules.deny].flatMap(boundariesOf)])
  const edges = new Set(rules.freezes.flatMap(({ from, to }) => [from, to]))
  const segments: Segment[] = []
  let from = start
  let closed: Closed | undefined
  let previous: LocalMinute | undefined
  for (let instant = start; instant < end; instant += 1) {
    const local = clock.localAt(instant)
    const steady = previous !== undefined && follows(local, previous)
    previous = local
    if (steady && !minutes.has(local.minute) && !edges.has(instant)) continue
    const state = stateAt(rules, instant, local)
    if (instant === start) closed = state
    else if ((state === undefined) !== (closed === undefined)) {
      segments.push({ from, to: instant, closed })
      from = instant
      closed = state
    }
  }
  segments.push({ from, to: end, closed })
  return segments
}

function follows(local: LocalMinute, previous: LocalMinute): boolean {
  return local.day === previous.day && local.minute === previous.minute + 1
}

function stateAt(rules: WindowRules, instant: number, local: LocalMinute): Closed | undefined {
  const freeze = rules.freezes.find(({ from, to }) => from <= instant && instant < to)
  if (freeze !== undefined) return { code: 'freeze', cause: `"${freeze.summary}" in ${freeze.path}` }
  const denied = rules.deny.find((rule) => matches(rule, local))
  if (denied !== undefined) return { code: 'denied', cause: denied.text }
  if (rules.allow === undefined || rules.allow.some((rule) => matches(rule, local))) return undefined
  return { code: 'outside-hours', cause: '' }
}
