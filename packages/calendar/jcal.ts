import ICAL from 'ical.js'
import { z } from 'zod'

/** A freeze calendar is a list of dates; a file near this size is none. Bytes. */
const maxBytes = 1_048_576

const property = z.tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown())
const component = z.tuple([z.string(), z.array(property), z.array(z.unknown())])

/** One property of a component: `type` is the value's type as declared (`date`, `date-time`, `recur`, …). */
export interface Property {
  readonly name: string
  readonly parameters: Readonly<Record<string, unknown>>
  readonly type: string
  readonly values: readonly unknown[]
}

/** The file is not a calendar that can be evaluated whole. The message is one clause. */
export class CalendarError extends Error {}

/** The events of an iCalendar file, as lists of properties. Throws {@link CalendarError}. */
export function parseEvents(text: string): readonly (readonly Property[])[] {
  if (Buffer.byteLength(text) > maxBytes) throw new CalendarError(`it is larger than ${maxBytes} bytes`)
  const root = parse(text)
  if (root?.[0] !== 'vcalendar') throw new CalendarError('it holds no VCALENDAR, or several')
  const events = root[2].flatMap((child) => {
    const parsed = component.safeParse(child)
    if (parsed.data?.[0] !== 'vevent') return []
    return [parsed.data[1].map(([name, parameters, type, ...values]) => ({ name, parameters, type, values }))]
  })
  if (countLines(text, 'BEGIN:VEVENT') !== events.length) {
    throw new CalendarError('it holds events outside of its VCALENDAR, or within other parts')
  }
  return events
}

function parse(text: string): z.infer<typeof component> | undefined {
  if (countLines(text, 'BEGIN:VCALENDAR') !== countLines(text, 'END:VCALENDAR')) {
    throw new CalendarError('it is cut off')
  }
  try {
    // The parser alone: its recurrence iterator does not end on rules that never match (FREQ=DAILY on 30 February).
    const parsed = component.safeParse(ICAL.parse(text))
    return parsed.success ? parsed.data : undefined
  } catch (error) {
    throw new CalendarError(error instanceof Error ? error.message.slice(0, 200) : 'it cannot be parsed')
  }
}

function countLines(text: string, line: string): number {
  return text.match(new RegExp(`^${line}\\s*$`, 'gim'))?.length ?? 0
}
