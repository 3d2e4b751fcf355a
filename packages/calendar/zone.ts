const minute = 60_000
const minutesPerDay = 1_440

/** True when this machine knows the zone. Offsets such as `+02:00` are none: they have no daylight saving rules. */
export function isZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** What the clock on the wall shows. */
export interface LocalMinute {
  /** Days since 1970-01-01 of the local calendar. */
  readonly day: number
  /** Minutes after local midnight, 0 to 1439. */
  readonly minute: number
}

/** A zone's wall clock. Instants are whole minutes since the epoch. */
export interface Clock {
  readonly zone: string
  localAt(instant: number): LocalMinute
  /**
   * The instants at which the wall shows the local minute (given as if it were UTC): two in an overlap. In a gap, where it
   * never does, the two instants that the offsets before and after it would give.
   */
  instantsOf(local: number): readonly number[]
}

/**
 * Decides by instant → local fields, which is always unique. The offset is asked for once per UTC day; only on a day
 * whose ends differ is it asked for by the minute.
 */
export function openClock(zone: string): Clock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  const askedFor = new Map<number, number>()

  const ask = (instant: number): number => {
    const known = askedFor.get(instant)
    if (known !== undefined) return known
    const fields = { year: 0, month: 0, day: 0, hour: 0, minute: 0 }
    for (const { type, value } of format.formatToParts(instant * minute)) {
      if (type in fields) Object.assign(fields, { [type]: Number(value) })
    }
    const local = Date.UTC(fields.year, fields.month - 1, fields.day, fields.hour, fields.minute)
    const offset = local / minute - instant
    askedFor.set(instant, offset)
    return offset
  }

  const offsetAt = (instant: number): number => {
    const start = Math.floor(instant / minutesPerDay) * minutesPerDay
    const offset = ask(start)
    return ask(start + minutesPerDay) === offset ? offset : ask(instant)
  }

  return {
    zone,
    localAt(instant) {
      const local = instant + offsetAt(instant)
      const day = Math.floor(local / minutesPerDay)
      return { day, minute: local - day * minutesPerDay }
    },
    instantsOf(local) {
      const guesses = [...new Set([offsetAt(local - minutesPerDay), offsetAt(local + minutesPerDay)])]
        .map((offset) => local - offset)
        .sort((a, b) => a - b)
      const exact = guesses.filter((instant) => instant + offsetAt(instant) === local)
      return exact.length > 0 ? exact : guesses
    },
  }
}

/** `YYYY-MM-DD` of a day since 1970-01-01. */
export function dateOf(day: number): string {
  return new Date(day * minutesPerDay * minute).toISOString().slice(0, 10)
}

/** ISO weekday of a day since 1970-01-01, which was a Thursday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

const names = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** `Fri 2026-11-27 14:05`. */
export function formatLocal({ day, minute: minutes }: LocalMinute): string {
  const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return `${names[weekdayOf(day) - 1]} ${dateOf(day)} ${time}`
}
