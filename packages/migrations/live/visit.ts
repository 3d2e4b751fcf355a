import type { Session } from '@operator/rehearsal'
import { z } from 'zod'

/** Why the live database told nothing. */
export const unreachable = z
  .object({ kind: z.literal('unreachable'), code: z.string(), message: z.string(), next: z.string() })
  .readonly()

/** Runs work in one read-only session on the live database. */
export type Visit = <T>(
  work: (session: Session) => Promise<T>,
) => Promise<{ readonly kind: 'read'; readonly value: T } | z.infer<typeof unreachable>>
