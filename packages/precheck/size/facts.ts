import { z } from 'zod'

/** How much a range changes. */
export const sizeFacts = z
  .object({
    /** Lines added and removed in files that people write. */
    lines: z.number().int(),
    /** Files that were counted. */
    files: z.number().int(),
    /** Lockfiles, generated and binary files: not counted. */
    uncounted: z.number().int(),
    /** Files that could not be read, each with the reason. */
    unread: z.array(z.string()).readonly(),
  })
  .readonly()
export type SizeFacts = z.infer<typeof sizeFacts>
