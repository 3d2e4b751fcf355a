import type { DaySelector, Weekday, WindowRule } from './rule.ts'

/** The forms that an entry may have; shown when one is malformed. */
const expectedRule =
  'expected "Mon-Thu 09:00-16:00", "Fri 12:00-24:00", "Sat-Sun", "22:00-02:00", "2026-12-24", ' +
  '"2026-12-24..2027-01-02", "12-24..01-02" or "2026-12-23 18:00..2027-01-02 09:00"'

export type ParsedRule =
  | { readonly ok: true; readonly rule: WindowRule }
  | { readonly ok: false; readonly problem: string }

const weekdays: ReadonlyMap<string, Weekday> = new Map([
  ['mon', 1],
  ['tue', 2],
  ['wed', 3],
  ['thu', 4],
  ['fri', 5],
  ['sat', 6],
  ['sun', 7],
])
const everyDay: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const day = 1_440

class Malformed extends Error {}

/** Reads one entry of `allow` or `deny`. */
export function parseRule(text: string): ParsedRule {
  try {
    return { ok: true, rule: read(text.trim().replace(/\s+/g, ' ')) }
  } catch (error) {
    if (error instanceof Malformed) return { ok: false, problem: `${JSON.stringify(text)}: ${error.message}` }
    throw error
  }
}

function read(text: string): WindowRule {
  const stretch = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)\.\.(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(text)
  if (stretch) {
    const [, firstDate = '', firstTime = '', lastDate = '', lastTime = ''] = stretch
    readMinutes(firstTime)
    readMinutes(lastTime)
    const from = `${readDate(firstDate)}T${firstTime}`
    const to = `${readDate(lastDate)}T${lastTime}`
    if (to <= from) throw new Malformed('it ends before it begins.')
    return { kind: 'stretch', text, from, to }
  }
  const parts = /^(?:(\S+) )?(\d\d:\d\d)-(\d\d:\d\d)$/.exec(text)
  if (parts === null) return { kind: 'hours', text, on: readDays(text), from: 0, to: day }
  const [, days, start = '', end = ''] = parts
  const from = readMinutes(start)
  const to = readMinutes(end)
  if (from === to) throw new Malformed(`it ends when it begins; write 00:00-24:00 for a whole day.`)
  if (from === day) throw new Malformed('24:00 can only be an end.')
  const on: DaySelector = days === undefined ? { kind: 'weekly', days: everyDay } : readDays(days)
  return { kind: 'hours', text, on, from, to: to < from ? to + day : to }
}

function readDays(text: string): DaySelector {
  const dates = /^(\d{4}-\d\d-\d\d)(?:\.\.(\d{4}-\d\d-\d\d))?$/.exec(text)
  if (dates?.[1] !== undefined) {
    const first = readDate(dates[1])
    const last = readDate(dates[2] ?? dates[1])
    if (last < first) throw new Malformed('its last day is before its first.')
    return { kind: 'dates', first, last }
  }
  const yearly = /^(\d\d-\d\d)(?:\.\.(\d\d-\d\d))?$/.exec(text)
  if (yearly?.[1] !== undefined) {
    // A leap year has every day that a yearly date may name.
    readDate(`2000-${yearly[1]}`)
    readDate(`2000-${yearly[2] ?? yearly[1]}`)
    return { kind: 'yearly', first: yearly[1], last: yearly[2] ?? yearly[1] }
  }
  const days = new Set(text.split(',').flatMap(readWeekdays))
  return { kind: 'weekly', days: everyDay.filter((weekday) => days.has(weekday)) }
}

function readWeekdays(text: string): readonly Weekday[] {
  const [first, last, ...more] = text.split('-').map((name) => weekdays.get(name.toLowerCase()))
  const ends = text.includes('-') ? last : first
  if (first === undefined || ends === undefined || more.length > 0) throw new Malformed(`${expectedRule}.`)
  if (first <= ends) return everyDay.filter((weekday) => weekday >= first && weekday <= ends)
  return everyDay.filter((weekday) => weekday >= first || weekday <= ends)
}

function readMinutes(text: string): number {
  const hours = Number(text.slice(0, 2))
  const minutes = Number(text.slice(3))
  if (minutes > 59 || hours * 60 + minutes > day) throw new Malformed(`${text} is not a time of day.`)
  return hours * 60 + minutes
}

function readDate(text: string): string {
  const date = new Date(`${text}T00:00:00Z`)
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text)
  if (!exists) throw new Malformed(`there is no day ${text.replace(/^2000-/, '')}.`)
  return text
}
