import { z } from 'zod'

const event = z.object({
  introduced: z.string().optional(),
  fixed: z.string().optional(),
  last_affected: z.string().optional(),
  limit: z.string().optional(),
})
const range = z.object({ type: z.string(), events: z.array(event) })
const severity = z.object({ type: z.string(), score: z.string() })
const specific = z.record(z.string(), z.unknown()).nullish()

const affected = z.object({
  package: z.object({ name: z.string(), ecosystem: z.string() }).optional(),
  ranges: z.array(range).nullish(),
  versions: z.array(z.string()).nullish(),
  severity: z.array(severity).nullish(),
  database_specific: specific,
})

/** An advisory in the Open Source Vulnerability format (ossf.github.io/osv-schema), as far as it is used. */
export const osvRecord = z.object({
  id: z.string(),
  modified: z.string().optional(),
  withdrawn: z.string().nullish(),
  aliases: z.array(z.string()).nullish(),
  summary: z.string().nullish(),
  details: z.string().nullish(),
  severity: z.array(severity).nullish(),
  affected: z.array(affected).nullish(),
  database_specific: specific,
})
export type OsvRecord = z.infer<typeof osvRecord>
export type OsvAffected = z.infer<typeof affected>
export type OsvRange = z.infer<typeof range>
