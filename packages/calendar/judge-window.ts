import { formatDuration } from '@operator/report'
import type { FreezeCalendar } from './freeze-calendar.ts'
import { horizonMinutes } from './horizon.ts'
import { parseRule } from './parse-rule.ts'
import type { WindowPolicy } from './policy.ts'
import type { WindowRule } from './rule.ts'
import { type Closed, type Frozen, type Segment, scanWindow } from './scan.ts'
import { type Clock, formatLocal, openClock } from './zone.ts'

const minute = 60_000

/** May a deployment start now? Instants are ISO 8601, UTC, on whole minutes. */
export type WindowState =
  | {
      readonly kind: 'open'
      /** Last minute at which a start still leaves time to watch; undefined when nothing closes within the horizon. */
      readonly lastStart: string | undefined
    }
  | {
      readonly kind: 'closed'
      readonly code: Closed['code'] | 'closes-too-soon'
      /** One sentence, in local time. */
      readonly message: string
      /** When a start is next possible; undefined when it is not within the horizon. */
      readonly nextOpenAt: string | undefined
    }
  | {
      readonly kind: 'unknown'
      readonly code: 'calendar-missing' | 'calendar-unreadable'
      readonly message: string
    }

/** What holds in production without `allow`: a Friday afternoon's fault is found by nobody until Monday. */
const productionHours: readonly WindowRule[] = ['Mon-Thu', 'Fri 00:00-12:00'].map((text) => {
  const parsed = parseRule(text)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.rule
})

/**
 * The window is open when it is open now and stays so for the time of watching. Hours are read from the zone's wall
 * clock, so that they hold on days when the clocks change. `deny` and freezes win over `allow`.
 */
export function judgeWindow(
  policy: WindowPolicy,
  place: { readonly production: boolean },
  calendars: readonly FreezeCalendar[],
  now: Date,
): WindowState {
  const start = Math.floor(now.getTime() / minute)
  const end = start + horizonMinutes
  const freezes: Frozen[] = []
  for (const path of policy.calendars) {
    const calendar = calendars.find((candidate) => candidate.path === path)
    const problem = problemOf(path, calendar, start, end)
    if (problem !== undefined) return problem
    if (calendar?.kind !== 'read') continue
    for (const freeze of calendar.freezes) freezes.push({ ...freeze, path })
  }
  const clock = openClock(policy.zone)
  const allow = policy.allow ?? (place.production ? productionHours : undefined)
  const segments = scanWindow(clock, { allow, deny: policy.deny, freezes }, start, end)
  const watch = Math.ceil(policy.watch / minute)
  // Between whole minutes the window must stay open a little longer than its minutes say.
  const needed = watch + (now.getTime() % minute === 0 ? 0 : 1)
  const [current] = segments
  if (current?.closed === undefined && current !== undefined && isLongEnough(current, start, needed, end)) {
    return { kind: 'open', lastStart: current.to >= end ? undefined : toIso(current.to - watch) }
  }
  const next = segments.find(
    (segment) =>
      segment.from > start && segment.closed === undefined && isLongEnough(segment, segment.from, watch, end),
  )
  return {
    kind: 'closed',
    ...explain(current, clock, policy),
    nextOpenAt: next === undefined ? undefined : toIso(next.from),
  }
}

function isLongEnough(segment: Segment, from: number, needed: number, horizon: number): boolean {
  return segment.to >= horizon || segment.to - from >= needed
}

function problemOf(
  path: string,
  calendar: FreezeCalendar | undefined,
  start: number,
  end: number,
): Extract<WindowState, { kind: 'unknown' }> | undefined {
  if (calendar === undefined || calendar.kind === 'missing') {
    return { kind: 'unknown', code: 'calendar-missing', message: `The calendar ${path} was not found.` }
  }
  if (calendar.kind === 'unreadable') {
    return { kind: 'unknown', code: 'calendar-unreadable', message: calendar.message }
  }
  if (calendar.from <= start && end <= calendar.to) return undefined
  const message = `The calendar ${path} was read for another time.`
  return { kind: 'unknown', code: 'calendar-unreadable', message }
}

function explain(
  current: Segment | undefined,
  clock: Clock,
  policy: WindowPolicy,
): { readonly code: Closed['code'] | 'closes-too-soon'; readonly message: string } {
  const closed = current?.closed
  if (current === undefined) throw new Error('A window without any minute was judged.')
  const at = `${formatLocal(clock.localAt(current.from))} (${clock.zone})`
  if (closed === undefined) {
    const close = formatLocal(clock.localAt(current.to))
    const watch = formatDuration(policy.watch)
    return {
      code: 'closes-too-soon',
      message: `The window closes on ${close} (${clock.zone}), before the ${watch} of watching would be over.`,
    }
  }
  switch (closed.code) {
    case 'outside-hours':
      return {
        code: closed.code,
        message:
          policy.allow === undefined
            ? `It is ${at}: Friday afternoon and the weekend are closed in production by default.`
            : `It is ${at}, outside the hours ${policy.allow.map(({ text }) => text).join(', ') || '(none)'}.`,
      }
    case 'denied':
      return { code: closed.code, message: `It is ${at}, and the policy denies ${closed.cause}.` }
    case 'freeze':
      return { code: closed.code, message: `It is ${at}, and ${closed.cause} is a freeze.` }
  }
}

function toIso(instant: number): string {
  return new Date(instant * minute).toISOString()
}
