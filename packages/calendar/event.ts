import { CalendarError, type Property } from './jcal.ts'
import { type Budget, type Recurrence, readRecurrence, repeat } from './recurrence.ts'
import { type Clock, isZone } from './zone.ts'

const minutesPerDay = 1_440

/** One event, in minutes of its own clock's local time counted as if they were UTC. */
export interface CalendarEvent {
  readonly uid: string
  readonly summary: string
  readonly clock: Clock
  readonly start: number
  /** Local minutes from start to end. */
  readonly length: number
  readonly rules: readonly { readonly recurrence: Recurrence; readonly until: number }[]
  readonly added: readonly number[]
  readonly removed: readonly number[]
  /** The instance of the series with this uid that this event stands for. */
  readonly replaces: number | undefined
  readonly cancelled: boolean
}

/** Reads an event; a time without a zone is in the window's own. Throws {@link CalendarError}. */
export function readEvent(
  properties: readonly Property[],
  clocks: (zone: string) => Clock,
  window: string,
): CalendarEvent {
  const find = (name: string) => properties.find((property) => property.name === name)
  const text = (name: string) => String(find(name)?.values[0] ?? '')
  const summary = text('summary').replace(/\s+/g, ' ').trim().slice(0, 80) || 'an event without a name'
  const begin = find('dtstart')
  if (begin === undefined) throw new CalendarError(`"${summary}" has no beginning`)
  const unsupported = properties.find(({ name }) => name === 'exrule' || name === 'x-recurrence')
  if (unsupported !== undefined)
    throw new CalendarError(`"${summary}" has an ${unsupported.name.toUpperCase()}`)
  const zone = zoneOf(begin, window)
  const clock = clocks(zone)
  const local = (property: Property, value: unknown) => localMinute(property, value, clock, clocks, window)
  const start = local(begin, begin.values[0])
  const all = (name: string) =>
    properties
      .filter((property) => property.name === name)
      .flatMap((property) => property.values.map((value) => local(property, value)))
  const replaced = find('recurrence-id')
  return {
    uid: text('uid'),
    summary,
    clock,
    start,
    length: lengthOf(find, start, local),
    rules: properties
      .filter(({ name }) => name === 'rrule')
      .map(({ values: [value] }) => {
        const recurrence = readRecurrence(value)
        const { until } = recurrence
        const type = until?.includes('T') === true ? 'date-time' : 'date'
        const last =
          until === undefined
            ? Number.POSITIVE_INFINITY
            : local({ ...begin, type, values: [] }, until) + (type === 'date' ? minutesPerDay - 1 : 0)
        return { recurrence, until: last }
      }),
    added: all('rdate'),
    removed: all('exdate'),
    replaces: replaced === undefined ? undefined : local(replaced, replaced.values[0]),
    cancelled: text('status').toUpperCase() === 'CANCELLED',
  }
}

/** The local minutes at which the event begins, from one to another. */
export function* beginnings(
  event: CalendarEvent,
  from: number,
  to: number,
  budget: Budget,
): Generator<number> {
  yield event.start
  yield* event.added
  const startDay = Math.floor(event.start / minutesPerDay)
  const time = event.start - startDay * minutesPerDay
  for (const { recurrence, until } of event.rules) {
    const last = Math.floor((until - time) / minutesPerDay)
    const window = [Math.floor(from / minutesPerDay) - 1, Math.floor(to / minutesPerDay) + 1] as const
    for (const day of repeat(recurrence, startDay, last, ...window, budget)) yield day * minutesPerDay + time
  }
}

function lengthOf(
  find: (name: string) => Property | undefined,
  start: number,
  local: (property: Property, value: unknown) => number,
): number {
  const end = find('dtend')
  if (end !== undefined) {
    const length = local(end, end.values[0]) - start
    if (length < 0) throw new CalendarError('an event ends before it begins')
    return length
  }
  const duration = find('duration')
  if (duration !== undefined) return readDuration(duration.values[0])
  return find('dtstart')?.type === 'date' ? minutesPerDay : 0
}

function readDuration(value: unknown): number {
  const match =
    /^\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/.exec(
      String(value),
    )
  if (match === null) throw new CalendarError('an event lasts for a duration that cannot be read')
  const [weeks, days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return (
    (weeks ?? 0) * 10_080 +
    (days ?? 0) * minutesPerDay +
    (hours ?? 0) * 60 +
    (minutes ?? 0) +
    Math.ceil((seconds ?? 0) / 60)
  )
}

/** A value's minute on the event's own clock. */
function localMinute(
  property: Property,
  value: unknown,
  clock: Clock,
  clocks: (zone: string) => Clock,
  window: string,
): number {
  if (typeof value !== 'string') throw new CalendarError(`its ${property.name.toUpperCase()} is a period`)
  const match = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d):(\d\d)(Z?))?$/.exec(value)
  // An end within a minute freezes that minute too.
  const started = property.name === 'dtend' && Number(match?.[3] ?? 0) > 0 ? 1 : 0
  const written =
    match === null ? Number.NaN : Date.parse(`${match[1]}T${match[2] ?? '00:00'}:00Z`) / 60_000 + started
  if (Number.isNaN(written))
    throw new CalendarError(`it holds the time ${JSON.stringify(value.slice(0, 40))}`)
  if (written < 0) throw new CalendarError('it holds events from before 1970')
  if (property.type === 'date' || match?.[2] === undefined) return written
  const own = match[4] === 'Z' ? 'UTC' : zoneOf(property, window)
  if (own === clock.zone) return written
  const [instant = written] = clocks(own).instantsOf(written)
  const { day, minute } = clock.localAt(instant)
  return day * minutesPerDay + minute
}

/** The zone of a property: its TZID where this machine knows it, UTC, else the window's. */
function zoneOf(property: Property, window: string): string {
  if (typeof property.values[0] === 'string' && property.values[0].endsWith('Z')) return 'UTC'
  const id = property.parameters['tzid']
  if (id === undefined) return window
  const name = String(id)
  // Some writers prefix the name with their own: /freeassociation.sourceforge.net/Europe/Paris.
  const known = [name, name.split('/').slice(-2).join('/'), name.split('/').slice(-3).join('/')].find(isZone)
  if (known === undefined)
    throw new CalendarError(`its time zone ${JSON.stringify(name.slice(0, 60))} is unknown here`)
  return known
}
