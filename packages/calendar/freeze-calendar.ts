import { z } from 'zod'
import { beginnings, type CalendarEvent, readEvent } from './event.ts'
import { horizonMinutes } from './horizon.ts'
import { CalendarError, parseEvents } from './jcal.ts'
import type { Budget } from './recurrence.ts'
import { type Clock, openClock } from './zone.ts'

const minute = 60_000
const minutesPerDay = 1_440
/** More events in one file, or freezes within the horizon, are refused: judging them would cost a start its speed. */
const maxEvents = 5_000
const maxFreezes = 1_000
/** Days and periods looked at while repeating; a daily event with a count since 1970 costs about 40,000. */
const maxWork = 500_000

const instant = z.number().int()
const freeze = z.object({ from: instant, to: instant, summary: z.string() }).readonly()

/** What a calendar freezes within the horizon. Instants are whole minutes since the epoch; ends are exclusive. */
export const freezeCalendar = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('read'),
      path: z.string(),
      /** The stretch that was looked at. */
      from: instant,
      to: instant,
      freezes: z.array(freeze).readonly(),
    })
    .readonly(),
  z.object({ kind: z.literal('missing'), path: z.string() }).readonly(),
  z.object({ kind: z.literal('unreadable'), path: z.string(), message: z.string() }).readonly(),
])
export type FreezeCalendar = z.infer<typeof freezeCalendar>

/**
 * Reads a freeze calendar: every event that is not cancelled is a freeze, also one marked as free time, since that is how
 * calendar programs mark days by default. What cannot be evaluated whole is `unreadable`, never empty. `text` is undefined
 * where there is no such file; `zone` is the window's, for times without one.
 */
export function readCalendar(
  path: string,
  text: string | undefined,
  zone: string,
  now: Date,
): FreezeCalendar {
  if (text === undefined) return { kind: 'missing', path }
  const from = Math.floor(now.getTime() / minute) - minutesPerDay
  const to = from + horizonMinutes + 2 * minutesPerDay
  try {
    const freezes = findFreezes(parseEvents(text), zone, from, to)
    return { kind: 'read', path, from, to, freezes }
  } catch (error) {
    if (!(error instanceof CalendarError)) throw error
    return {
      kind: 'unreadable',
      path,
      message: `The calendar ${path} cannot be evaluated: ${error.message}.`,
    }
  }
}

function findFreezes(
  parsed: ReturnType<typeof parseEvents>,
  zone: string,
  from: number,
  to: number,
): z.infer<typeof freeze>[] {
  if (parsed.length > maxEvents) throw new CalendarError(`it holds more than ${maxEvents} events`)
  const clocks = clockCache()
  const events = parsed.map((properties) => readEvent(properties, clocks, zone))
  const replaced = new Set(
    events.flatMap(({ uid, replaces }) => (replaces === undefined ? [] : [`${uid}\n${replaces}`])),
  )
  const budget: Budget = { left: maxWork }
  const freezes: z.infer<typeof freeze>[] = []
  for (const event of events) {
    if (event.cancelled || event.length === 0) continue
    const skipped = new Set(event.removed)
    // A local day is at most a day away from the UTC day of the same name.
    const begun = beginnings(event, from - event.length - minutesPerDay, to + minutesPerDay, budget)
    for (const start of new Set(begun)) {
      if (skipped.has(start)) continue
      if (event.replaces === undefined && replaced.has(`${event.uid}\n${start}`)) continue
      const span = spanOf(event, start)
      if (span.to <= from || span.from >= to) continue
      freezes.push({ ...span, summary: event.summary })
      if (freezes.length > maxFreezes)
        throw new CalendarError(`it holds more than ${maxFreezes} freezes at once`)
    }
  }
  return freezes.sort((a, b) => a.from - b.from)
}

/** Where the clocks change within, the longer reading holds. */
function spanOf(event: CalendarEvent, start: number): { readonly from: number; readonly to: number } {
  const starts = event.clock.instantsOf(start)
  const ends = event.clock.instantsOf(start + event.length)
  return { from: Math.min(...starts), to: Math.max(...ends) }
}

function clockCache(): (zone: string) => Clock {
  const clocks = new Map<string, Clock>()
  return (zone) => {
    const clock = clocks.get(zone) ?? openClock(zone)
    clocks.set(zone, clock)
    return clock
  }
}
