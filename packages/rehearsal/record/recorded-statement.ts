import { z } from 'zod'

/** One text that a command sent to the recording server, as the server logged it. */
export const recordedStatement = z
  .object({
    /** As it was sent; several statements where one simple query held several. */
    sql: z.string(),
    /** Values of `$1`, `$2`, …; null is NULL. Empty for a simple query. */
    parameters: z.array(z.string().nullable()).readonly(),
    session: z.string(),
    /** Statements of one session with the same one ran in the same transaction. */
    transaction: z.string(),
    /** SQLSTATE and message, where it failed. */
    error: z.object({ code: z.string(), message: z.string() }).readonly().optional(),
  })
  .readonly()
export type RecordedStatement = z.infer<typeof recordedStatement>

export const recordedRun = z
  .object({
    statements: z.array(recordedStatement).readonly(),
    sessions: z.number().int(),
    /** What was logged and cannot be repeated as SQL, such as function calls by the wire protocol. */
    unreadable: z.array(z.string()).readonly(),
    /** The first error that belongs to no recorded statement: a syntax error, a refused login. */
    refused: z.object({ code: z.string(), message: z.string(), sql: z.string() }).readonly().optional(),
  })
  .readonly()
export type RecordedRun = z.infer<typeof recordedRun>
