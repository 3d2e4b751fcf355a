import { z } from 'zod'
import { CalendarError } from './jcal.ts'
import { weekdayOf } from './zone.ts'

const oneOrMore = (item: z.ZodType<number>) => z.union([item.transform((value) => [value]), z.array(item)])
const weekdayNames = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU']

/** What the parser makes of RRULE; `wkst` counts from Sunday = 1. */
const recur = z.strictObject({
  freq: z.enum(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']),
  interval: z.number().int().min(1).max(10_000).default(1),
  count: z.number().int().min(1).optional(),
  until: z.string().optional(),
  wkst: z.number().int().min(1).max(7).default(2),
  byday: z.union([z.string().transform((value) => [value]), z.array(z.string())]).default([]),
  bymonthday: oneOrMore(z.number().int().min(-31).max(31)).default([]),
  bymonth: oneOrMore(z.number().int().min(1).max(12)).default([]),
  bysetpos: oneOrMore(z.number().int().min(-366).max(366)).default([]),
})

export interface Recurrence extends Omit<z.infer<typeof recur>, 'byday' | 'wkst'> {
  /** ISO weekday; `nth` 0 means every one. */
  readonly byday: readonly { readonly nth: number; readonly weekday: number }[]
  /** ISO weekday on which weeks begin. */
  readonly weekStart: number
}

/** Reads a repetition rule. Throws {@link CalendarError} for one that is not by whole days. */
export function readRecurrence(value: unknown): Recurrence {
  const parsed = recur.safeParse(value)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const part = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '')
    throw new CalendarError(`it repeats by a rule that Operator does not evaluate (${part.toUpperCase()})`)
  }
  const { byday, wkst, ...rule } = parsed.data
  const days = byday.map((text) => {
    const match = /^([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)$/.exec(text)
    if (match === null) throw new CalendarError(`it repeats on ${JSON.stringify(text.slice(0, 20))}`)
    return { nth: Number(match[1] ?? 0), weekday: weekdayNames.indexOf(match[2] ?? '') + 1 }
  })
  const ordinal = days.some(({ nth }) => nth !== 0)
  if (ordinal && (rule.freq === 'DAILY' || rule.freq === 'WEEKLY')) {
    throw new CalendarError('it repeats on an nth weekday of no month')
  }
  if (rule.freq === 'WEEKLY' && rule.bymonthday.length > 0) {
    throw new CalendarError('it repeats weekly on days of the month')
  }
  return { ...rule, byday: days, weekStart: wkst === 1 ? 7 : wkst - 1 }
}

/** Work that a calendar may cost; a hostile one asks for endless work. */
export interface Budget {
  left: number
}

/**
 * The days, ascending, on which an event that begins on `start` repeats, from `from` to `to` inclusive. Days are counted
 * since 1970-01-01; `until` is the last day that the rule allows.
 */
export function* repeat(
  rule: Recurrence,
  start: number,
  until: number,
  from: number,
  to: number,
  budget: Budget,
): Generator<number> {
  const last = Math.min(until, to)
  let counted = 0
  // Without a count, periods long before the window cannot matter.
  const skipped = rule.count === undefined ? periodsBefore(rule, start, from) : 0
  for (let index = skipped; ; index += 1) {
    const { first, days } = periodAt(rule, start, index * rule.interval)
    if (first > last) return
    budget.left -= 1 + days.length
    if (budget.left < 0) throw new CalendarError('its events repeat more often than Operator evaluates')
    for (const day of pick(days, rule.bysetpos)) {
      if (day < start) continue
      counted += 1
      if (day > last || (rule.count !== undefined && counted > rule.count)) return
      if (day >= from) yield day
    }
  }
}

interface Period {
  /** Its first day; nothing in it is earlier. */
  readonly first: number
  readonly days: readonly number[]
}

function periodsBefore(rule: Recurrence, start: number, from: number): number {
  const shortest = { DAILY: 1, WEEKLY: 7, MONTHLY: 31, YEARLY: 366 }[rule.freq]
  return Math.max(0, Math.floor((from - start) / (shortest * rule.interval)) - 2)
}

/** The period that lies `offset` days, weeks, months or years after the first. */
function periodAt(rule: Recurrence, start: number, offset: number): Period {
  const { year, month } = fieldsOf(start)
  switch (rule.freq) {
    case 'DAILY': {
      const day = start + offset
      return { first: day, days: limits(rule, day) ? [day] : [] }
    }
    case 'WEEKLY': {
      const first = start - ((weekdayOf(start) - rule.weekStart + 7) % 7) + offset * 7
      const wanted = rule.byday.length === 0 ? [weekdayOf(start)] : rule.byday.map(({ weekday }) => weekday)
      const week = [0, 1, 2, 3, 4, 5, 6].map((index) => first + index)
      return { first, days: week.filter((day) => wanted.includes(weekdayOf(day)) && inMonth(rule, day)) }
    }
    case 'MONTHLY': {
      const index = year * 12 + month - 1 + offset
      const first = dayOf(Math.floor(index / 12), (index % 12) + 1, 1)
      return { first, days: inMonth(rule, first) ? daysOfMonth(rule, first, start) : [] }
    }
    case 'YEARLY': {
      const first = dayOf(year + offset, 1, 1)
      return { first, days: daysOfYear(rule, year + offset, start) }
    }
  }
}

function daysOfYear(rule: Recurrence, year: number, start: number): readonly number[] {
  const byMonth = rule.bymonth.length > 0
  if (byMonth || rule.bymonthday.length > 0) {
    const months = byMonth ? [...rule.bymonth].sort((a, b) => a - b) : [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    return [...new Set(months)].flatMap((month) => daysOfMonth(rule, dayOf(year, month, 1), start))
  }
  if (rule.byday.length > 0) return nthWeekdays(rule, dayOf(year, 1, 1), dayOf(year + 1, 1, 1))
  const { month, day } = fieldsOf(start)
  return existing(year, month, day)
}

function daysOfMonth(rule: Recurrence, first: number, start: number): readonly number[] {
  const { year, month } = fieldsOf(first)
  const next = dayOf(year, month + 1, 1)
  const named = rule.bymonthday.map((day) => (day > 0 ? first + day - 1 : next + day))
  const byMonthDay = [...new Set(named)].filter((day) => day >= first && day < next).sort((a, b) => a - b)
  if (rule.byday.length === 0) {
    return rule.bymonthday.length > 0 ? byMonthDay : existing(year, month, fieldsOf(start).day)
  }
  const byDay = nthWeekdays(rule, first, next)
  return rule.bymonthday.length > 0 ? byMonthDay.filter((day) => byDay.includes(day)) : byDay
}

/** The weekdays of a month or year, counted from its beginning or its end. */
function nthWeekdays(rule: Recurrence, first: number, next: number): readonly number[] {
  const days: number[] = []
  for (let day = first; day < next; day += 1) {
    const fits = rule.byday.some(({ nth, weekday }) => {
      if (weekday !== weekdayOf(day)) return false
      if (nth === 0) return true
      return nth > 0
        ? Math.floor((day - first) / 7) + 1 === nth
        : -Math.floor((next - 1 - day) / 7) - 1 === nth
    })
    if (fits) days.push(day)
  }
  return days
}

function limits(rule: Recurrence, day: number): boolean {
  if (!inMonth(rule, day)) return false
  const { year, month, day: ofMonth } = fieldsOf(day)
  const fromEnd = ofMonth - 1 - (dayOf(year, month + 1, 1) - dayOf(year, month, 1))
  const byMonthDay =
    rule.bymonthday.length === 0 || rule.bymonthday.some((n) => n === ofMonth || n === fromEnd)
  return (
    byMonthDay && (rule.byday.length === 0 || rule.byday.some(({ weekday }) => weekday === weekdayOf(day)))
  )
}

function inMonth(rule: Recurrence, day: number): boolean {
  return rule.bymonth.length === 0 || rule.bymonth.includes(fieldsOf(day).month)
}

function pick(days: readonly number[], positions: readonly number[]): readonly number[] {
  if (positions.length === 0) return days
  return days.filter((_, index) => positions.includes(index + 1) || positions.includes(index - days.length))
}

function existing(year: number, month: number, day: number): readonly number[] {
  const found = dayOf(year, month, day)
  return fieldsOf(found).month === month ? [found] : []
}

function dayOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / 86_400_000
}

function fieldsOf(day: number): { readonly year: number; readonly month: number; readonly day: number } {
  const date = new Date(day * 86_400_000)
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}
