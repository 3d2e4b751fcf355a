import { z } from 'zod'

/** How a command reaches the recording server. */
export const recordingLogin = z
  .object({
    host: z.string(),
    port: z.number().int(),
    user: z.string(),
    password: z.string(),
    database: z.string(),
  })
  .readonly()
export type RecordingLogin = z.infer<typeof recordingLogin>
