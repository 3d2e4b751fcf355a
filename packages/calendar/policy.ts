import { duration } from '@operator/report'
import { z } from 'zod'
import { parseRule } from './parse-rule.ts'
import type { WindowRule } from './rule.ts'
import { isZone } from './zone.ts'

const day = 86_400_000

const rule = z.string().transform((text, context): WindowRule => {
  const parsed = parseRule(text)
  if (parsed.ok) return parsed.rule
  context.addIssue({ code: 'custom', message: parsed.problem })
  return z.NEVER
})

const rules = z.array(rule).max(100).readonly()

/** `window` of an environment: when a deployment may start. `deny` and calendars win over `allow`. */
export const windowPolicy = z.strictObject({
  /** Whose clocks on the wall the hours below are read from. */
  zone: z
    .string()
    .refine(isZone, 'not a time zone that this machine knows; expected an IANA name such as Europe/Paris'),
  /** Hours in which a deployment may start; unset: always, in production without Friday afternoon and the weekend. */
  allow: rules.optional(),
  /** Hours and days on which none may start. */
  deny: rules.default([]),
  /** iCalendar files in the repository; every event in them is a freeze. */
  calendars: z
    .array(z.string().regex(/\.ics$/i, 'expected the path of an .ics file in the repository'))
    .max(10)
    .readonly()
    .default([]),
  /** The metric under `watch.metrics` whose total tells whether now is a low-traffic hour; it decides nothing. */
  traffic: z.string().min(1).max(80).optional(),
  /** The window must stay open for so long after the start: somebody has to watch what was deployed. */
  watch: duration.refine((milliseconds) => milliseconds <= day, 'expected at most 24h').prefault('60m'),
})
export type WindowPolicy = z.infer<typeof windowPolicy>
