import { z } from 'zod'
import { type Statement, statement } from './statement.ts'

/** A job output may be larger; a statement that is has been tampered with. Bytes. */
export const maxEvidence = 65_536

/** The statement on one line, for a job output. Throws for one that is larger than {@link maxEvidence}. */
export function serialiseEvidence(evidence: Statement): string {
  const text = JSON.stringify(evidence)
  const size = Buffer.byteLength(text)
  if (size > maxEvidence) throw new Error(`The evidence has ${size} bytes, more than ${maxEvidence}.`)
  return text
}

export const parsedEvidence = z.discriminatedUnion('ok', [
  z.object({ ok: z.literal(true), statement }).readonly(),
  z
    .object({
      ok: z.literal(false),
      code: z.enum(['too-large', 'malformed']),
      /** One sentence. */
      message: z.string(),
    })
    .readonly(),
])
export type ParsedEvidence = z.infer<typeof parsedEvidence>

/** Reads what was handed over as evidence; nothing in it is believed yet. */
export function parseEvidence(text: string): ParsedEvidence {
  const size = Buffer.byteLength(text)
  if (size > maxEvidence) {
    return { ok: false, code: 'too-large', message: `It has ${size} bytes, more than ${maxEvidence}.` }
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, code: 'malformed', message: 'It is not JSON.' }
  }
  const parsed = statement.safeParse(value)
  if (parsed.success) return { ok: true, statement: parsed.data }
  const place = parsed.error.issues[0]?.path.join('.') || 'the whole'
  return { ok: false, code: 'malformed', message: `It is not a statement of this version (at ${place}).` }
}
