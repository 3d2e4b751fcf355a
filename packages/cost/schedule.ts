const perDay: Readonly<Record<string, number>> = { minute: 1_440, hour: 24, day: 1 }
const macros: Readonly<Record<string, number>> = {
  '@yearly': 1 / 365,
  '@annually': 1 / 365,
  '@monthly': 12 / 365,
  '@weekly': 1 / 7,
  '@daily': 1,
  '@midnight': 1,
  '@hourly': 24,
}

/** How often a cron expression, `rate(5 minutes)` or `@every 5m` runs on an average day; undefined when that cannot be told. */
export function runsPerDay(schedule: string): number | undefined {
  const text = schedule.trim().toLowerCase()
  if (Object.hasOwn(macros, text)) return macros[text]
  const rate = /^rate\(\s*(\d+)\s+(minute|hour|day)s?\s*\)$/.exec(text)
  if (rate !== null) return (perDay[rate[2] ?? ''] ?? 0) / Number(rate[1])
  const fields = (/^cron\((.*)\)$/.exec(text)?.[1] ?? text).trim().split(/\s+/)
  if (fields.length < 5 || fields.length > 6) return undefined
  const [minutes, hours, days, months, weekdays] = [
    countOf(fields[0], 0, 59),
    countOf(fields[1], 0, 23),
    countOf(fields[2], 1, 31),
    countOf(fields[3], 1, 12),
    countOf(fields[4], 0, 6),
  ]
  if (
    minutes === undefined ||
    hours === undefined ||
    days === undefined ||
    months === undefined ||
    weekdays === undefined
  ) {
    return undefined
  }
  return minutes * hours * (days / 31) * (months / 12) * (weekdays / 7)
}

/** How many values of its range a cron field takes. */
function countOf(field: string | undefined, first: number, last: number): number | undefined {
  const taken = new Set<number>()
  for (const part of (field ?? '').split(',')) {
    const match = /^(?:(\*|\?)|([a-z]{3}|\d+)(?:-([a-z]{3}|\d+))?)(?:\/(\d+))?$/.exec(part)
    if (match === null) return undefined
    const [, all, start, end, every] = match
    const step = Number(every ?? 1)
    const from = all !== undefined ? first : numberOf(start)
    const open = all !== undefined || (end === undefined && every !== undefined)
    const to = open ? last : numberOf(end ?? start)
    if (step === 0 || from === undefined || to === undefined) return undefined
    for (let value = from; value <= to && value <= last + 1; value += step) taken.add(value)
  }
  return Math.min(taken.size, last - first + 1)
}

const names = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat']
const months = ['', 'jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

function numberOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (/^\d+$/.test(text)) return Number(text)
  const index = Math.max(names.indexOf(text), months.indexOf(text))
  return index < 0 ? undefined : index
}
