import { z } from 'zod'
import type { BackupList } from '../facts.ts'

/** Reads what a tool printed; undefined for what it does not print. */
export type ReadBackups = (printed: unknown) => BackupList | undefined

/** Any time that names its zone, as ISO 8601 in UTC. One without a zone could be hours off. */
export const moment = z
  .string()
  .refine(
    (text) => /(?:z|utc|gmt|[+-]\d{2}(?::?\d{2})?)$/i.test(text.trim()) && !Number.isNaN(parse(text)),
    'a time with its zone',
  )
  .transform((text) => new Date(parse(text)).toISOString())

/** Seconds since 1970. */
export const seconds = z.number().transform((value) => new Date(value * 1_000).toISOString())

function parse(text: string): number {
  return Date.parse(
    text
      .trim()
      .replace(/^(\d{4}-\d{2}-\d{2}) (?=\d)/, '$1T')
      .replace(/([+-]\d{2})$/, '$1:00'),
  )
}

/** The whole of what a schema reads. */
export function reader<T>(schema: z.ZodType<T>, list: (value: T) => BackupList): ReadBackups {
  return (printed) => {
    const parsed = schema.safeParse(printed)
    return parsed.success ? list(parsed.data) : undefined
  }
}
