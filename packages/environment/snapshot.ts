import { detection } from '@operator/report'
import { z } from 'zod'

/** What tracked files say about variables that reach clients. */
export const environmentSnapshot = z
  .object({
    head: z.array(detection).readonly(),
    base: z.array(detection).readonly(),
    /** What the change brought and nobody could read. */
    unread: z.array(z.object({ path: z.string(), reason: z.string() }).readonly()).readonly(),
    files: z.number().int(),
  })
  .readonly()
export type EnvironmentSnapshot = z.infer<typeof environmentSnapshot>
