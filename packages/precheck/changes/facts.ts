import { z } from 'zod'

/** A file that differs between base and head; a rename is a deletion and an addition. */
const changedFile = z
  .object({
    path: z.string(),
    change: z.enum(['added', 'modified', 'deleted']),
    /** At head. */
    blob: z.string().optional(),
  })
  .readonly()

/** What the range changes. */
export const changesFacts = z
  .object({
    files: z.array(changedFile).readonly(),
    /** How many there are; `files` may list fewer. */
    total: z.number().int(),
  })
  .readonly()
export type ChangesFacts = z.infer<typeof changesFacts>

/** Longer lists are cut in the snapshot, with their true count. */
export const maxListed = 5_000
