import { detection } from '@operator/report'
import { z } from 'zod'

/** Something that should have been read and was not. */
export const unread = z.object({ path: z.string(), reason: z.string() }).readonly()
export type Unread = z.infer<typeof unread>

/** What the scan found, redacted. */
export const secretsSnapshot = z
  .object({
    /** In files that the change added or touched. */
    head: z.array(detection).readonly(),
    /** In the base versions of those files. */
    base: z.array(detection).readonly(),
    /** In files that the change did not touch. */
    untouched: z.array(detection).readonly(),
    /** Credentials in commits and messages of the range that are not in the head's tree. */
    history: z.array(z.object({ commit: z.string(), detection }).readonly()).readonly(),
    unread: z.array(unread).readonly(),
    /** False when the range's history is cut off in this clone. */
    historyComplete: z.boolean(),
    files: z.number().int(),
    bytes: z.number().int(),
  })
  .readonly()
export type SecretsSnapshot = z.infer<typeof secretsSnapshot>
