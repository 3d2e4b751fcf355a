import { z } from 'zod'

/** Something that differs and bears on the bill. */
export const costChange = z
  .object({
    /** `unclear`: only a person can tell. */
    direction: z.enum(['rise', 'fall', 'unclear']),
    what: z.enum(['resource', 'attribute', 'limit', 'scaler', 'file']),
    /** `Deployment web`. */
    resource: z.string(),
    attribute: z.string().optional(),
    /** Absent: it was not there, or not written. */
    from: z.string().optional(),
    to: z.string().optional(),
    path: z.string(),
    line: z.number().int().positive().optional(),
    /** Of a new resource: something bounds what it can cost (a limit, a time to live, a budget beside it). */
    bounded: z.boolean().optional(),
    /** Of the whole of both sides, where `from` and `to` show an extract: another change has another digest. */
    digest: z.string(),
    /** Why nobody can tell, as a clause. */
    reason: z.string().optional(),
  })
  .readonly()
export type CostChange = z.infer<typeof costChange>
