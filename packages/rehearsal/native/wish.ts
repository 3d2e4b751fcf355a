import { z } from 'zod'

/** Which native server is wanted. */
export const nativeWish = z
  .object({
    /** Production's major. */
    major: z.number().int(),
    /** A server that the job brought along. */
    databaseUrl: z.string().optional(),
  })
  .readonly()
export type NativeWish = z.infer<typeof nativeWish>
